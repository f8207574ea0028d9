namespace OrderGrains.Engine;

/// <summary>What a command got: a receipt, or why it has none. Nothing that can be expected is an exception.</summary>
/// <param name="Receipt">How the command ended; null where it was not taken.</param>
/// <param name="Unavailable">Why it was not taken, or perhaps not, so that it may be tried again; null otherwise.</param>
public sealed record OrderAnswer(Receipt? Receipt, string? Unavailable = null)
{
    /// <summary>The rules failed on the command: trying it again will not help.</summary>
    public static readonly OrderAnswer Failed = new(null, null);

    /// <summary>Says only how it ended: who writes answers into a log writes nothing of what they say.</summary>
    public override string ToString() => Receipt?.Outcome.ToString() ?? Unavailable ?? "the turn failed";
}
