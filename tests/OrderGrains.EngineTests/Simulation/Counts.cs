namespace OrderGrains.EngineTests.Simulation;

/// <summary>What runs went through, so that a quiet simulator is noticed.</summary>
internal sealed class Counts
{
    public long Answers { get; set; }

    public long Unanswered { get; set; }

    public long Crashes { get; set; }

    public long Stops { get; set; }

    public long Freezes { get; set; }

    /// <summary>Orders and lanes that were active twice at once.</summary>
    public long Doubles { get; set; }

    /// <summary>Clocks that were set.</summary>
    public long Clocks { get; set; }

    /// <summary>Calls, answers and bells between silos that were lost.</summary>
    public long Lost { get; set; }

    /// <summary>Writes that found another version.</summary>
    public long Conflicts { get; set; }

    public long Ticks { get; set; }

    public long Calls { get; set; }

    public long FailedCalls { get; set; }

    /// <summary>Calls that read since an earlier epoch had perhaps sent.</summary>
    public long Reads { get; set; }

    public long Parked { get; set; }

    /// <summary>Placements made anew.</summary>
    public long Replaced { get; set; }

    /// <summary>Placements that were given up, and sent on only at the end.</summary>
    public long GivenUp { get; set; }

    public TimeSpan Time { get; set; }

    public bool SawEverything => this is
    {
        Answers: > 0, Unanswered: > 0, Crashes: > 0, Stops: > 0, Freezes: > 0, Doubles: > 0, Clocks: > 0, Lost: > 0, Conflicts: > 0,
        Ticks: > 0, FailedCalls: > 0, Reads: > 0, Parked: > 0, Replaced: > 0, GivenUp: > 0,
    };

    public void Add(Counts other)
    {
        Answers += other.Answers;
        Unanswered += other.Unanswered;
        Crashes += other.Crashes;
        Stops += other.Stops;
        Freezes += other.Freezes;
        Doubles += other.Doubles;
        Clocks += other.Clocks;
        Lost += other.Lost;
        Conflicts += other.Conflicts;
        Ticks += other.Ticks;
        Calls += other.Calls;
        FailedCalls += other.FailedCalls;
        Reads += other.Reads;
        Parked += other.Parked;
        Replaced += other.Replaced;
        GivenUp += other.GivenUp;
        Time += other.Time;
    }

    public override string ToString() => $"""
        {Answers} answers, {Unanswered} sent again; {Crashes} crashes, {Stops} stops, {Freezes} freezes, {Doubles} active twice, {Clocks} clocks set
        {Lost} messages lost, {Conflicts} conflicts, {Ticks} ticks
        {Calls} calls, {FailedCalls} failed, {Reads} read what was perhaps sent; {Parked} parked, {Replaced} replaced, {GivenUp} given up
        """;
}
