namespace OrderGrains.Engine;

/// <summary>Names a lane: one target of one tenant, or the tenant's clock.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Target">One of <see cref="OrderGrains.Target"/>; empty for the clock.</param>
public readonly record struct LaneName(string Tenant, string Target)
{
    /// <summary>Whether it is a tenant's clock.</summary>
    public bool IsClock => Target.Length == 0;

    /// <summary>The lane of a tenant's clock.</summary>
    public static LaneName Clock(string tenant) => new(tenant, "");

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">There is no slash in it.</exception>
    public static LaneName Parse(string text) => text.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
        ? new(text[..slash], text[(slash + 1)..])
        : throw new FormatException("A lane is a tenant, a slash and a target.");

    /// <summary>The text form: <c>acme/vtex</c>, and <c>acme/</c> for the clock.</summary>
    public override string ToString() => $"{Tenant}/{Target}";
}
