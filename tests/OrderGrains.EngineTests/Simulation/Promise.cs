namespace OrderGrains.EngineTests.Simulation;

/// <summary>What must hold in every run (design, section 8), and a few things that the promises rest on.</summary>
internal enum Promise
{
    /// <summary>1. What was answered is there.</summary>
    Durable,

    /// <summary>2. The same message any number of times has one effect.</summary>
    OneEffectPerMessage,

    /// <summary>3. The facts in any order end in the same state.</summary>
    SameEnd,

    /// <summary>4. What is owed is sent until it is answered.</summary>
    Delivered,

    /// <summary>4. At most one effect at its target, and never sent again without a read where that could do it twice.</summary>
    OneEffectPerRequest,

    /// <summary>4. What was replaced is cancelled.</summary>
    OnePlacementStands,

    /// <summary>4. A request keeps its id through its attempts.</summary>
    SameRequestId,

    /// <summary>5. What is parked is visible.</summary>
    ParkedIsVisible,

    /// <summary>6. A dead target delays no other, and no answer.</summary>
    NothingWaitsForTheDead,

    /// <summary>Statuses never go back.</summary>
    StatusOnlyRises,

    /// <summary>No write over a version that it was not made from.</summary>
    NoLostUpdate,

    /// <summary>The index of due times says what the records say.</summary>
    IndexIsRight,

    /// <summary>A run without faults comes to rest.</summary>
    ComesToRest,

    /// <summary>The engine's own work does not throw.</summary>
    DoesNotThrow,
}

/// <summary>Mistakes that tests put in on purpose.</summary>
internal enum Bug
{
    None,
    AnswerBeforeCommit,
    CommitWithoutSync,
    NoDuplicateCheck,
    DeliveredBeforeDelivery,
    RequestsLostOnRestart,
    StaleStatusApplied,
    RetryForgetsItsId,
    RepeatWithoutRead,
    ToldToChatTwice,
}

/// <summary>How a run ended.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Broken">The first promise that did not hold; null where all did.</param>
/// <param name="Why">How it did not.</param>
/// <param name="Hash">Of everything that happened.</param>
/// <param name="Steps">Things that were run.</param>
/// <param name="Lines">What happened, where it was asked for.</param>
/// <param name="Counts">What the run went through.</param>
internal sealed record Run(int Seed, Promise? Broken, string? Why, ulong Hash, long Steps, IReadOnlyList<string> Lines, Counts Counts);

/// <summary>What runs went through, so that a quiet simulator is noticed.</summary>
internal sealed class Counts
{
    public long Answers { get; set; }

    public long Unanswered { get; set; }

    public long Crashes { get; set; }

    public long Stops { get; set; }

    public long Calls { get; set; }

    public long FailedCalls { get; set; }

    public long Parked { get; set; }

    /// <summary>Placements made anew.</summary>
    public long Replaced { get; set; }

    /// <summary>Placements that were given up, and sent on only at the end.</summary>
    public long GivenUp { get; set; }

    public TimeSpan Time { get; set; }

    public void Add(Counts other)
    {
        Answers += other.Answers;
        Unanswered += other.Unanswered;
        Crashes += other.Crashes;
        Stops += other.Stops;
        Calls += other.Calls;
        FailedCalls += other.FailedCalls;
        Parked += other.Parked;
        Replaced += other.Replaced;
        GivenUp += other.GivenUp;
        Time += other.Time;
    }
}
