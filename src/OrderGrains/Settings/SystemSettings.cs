namespace OrderGrains;

/// <summary>
/// Settings of a system, with secrets. Where these change while the hub runs, another object takes the place of this one: who has read it once has secrets of one time,
/// such as a token and its key.
/// </summary>
public abstract class SystemSettings
{
    /// <summary>Most earlier values that are remembered; the oldest leave first.</summary>
    public const int MaxEarlier = 64;

    private string[] _earlier = [];

    /// <summary>Values that its secrets had before in this process: a late answer may repeat one, which must not show either. No property, since it is no setting.</summary>
    public IReadOnlyList<string> EarlierSecrets() => _earlier;

    /// <summary>The same settings in another object, which remembers values that its secrets are about to lose.</summary>
    /// <param name="lost">The values.</param>
    public SystemSettings Next(IEnumerable<string> lost)
    {
        var next = (SystemSettings)MemberwiseClone();
        next._earlier = [.. _earlier.Concat(lost.Where(static value => value.Length > 0)).Reverse().Distinct(StringComparer.Ordinal).Take(MaxEarlier).Reverse()];
        return next;
    }
}
