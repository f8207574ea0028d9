namespace OrderGrains.Silo;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done; a hub stopped as it should.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or the answer is no; a hub could not start, or its disk failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the settings are wrong; nothing was begun.</summary>
    public const int Wrong = 2;
}
