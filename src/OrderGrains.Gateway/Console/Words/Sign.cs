namespace OrderGrains.Gateway.Console.Words;

/// <summary>A state's shape, which always stands with a word and, where something is not settled, a colour.</summary>
public enum Sign
{
    /// <summary>Nothing to say: a short line.</summary>
    None,

    /// <summary>Settled: a tick.</summary>
    Done,

    /// <summary>Under way: a half ring.</summary>
    Flow,

    /// <summary>Goes on by itself: a triangle.</summary>
    Retry,

    /// <summary>Someone must decide: a diamond.</summary>
    Person,

    /// <summary>A person wanted it to wait: two bars.</summary>
    Pause,
}

/// <summary>A state as people read it.</summary>
/// <param name="Sign">Its shape.</param>
/// <param name="Word">Its word.</param>
/// <param name="Quiet">Whether it is a settled past, which has no colour.</param>
public sealed record Shown(Sign Sign, string Word, bool Quiet = false)
{
    /// <summary>The class of its colour.</summary>
    public string Colour => Quiet ? "quiet" : Sign switch
    {
        Sign.Done => "done",
        Sign.Flow => "flow",
        Sign.Retry => "retry",
        Sign.Person => "person",
        _ => "quiet",
    };
}
