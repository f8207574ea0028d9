namespace OrderGrains.EngineTests.Simulation;

/// <summary>What must hold in every run, and a few things that the promises rest on.</summary>
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

    /// <summary>4. What was surely not sent is sent at once: only what may have been sent is read first.</summary>
    ReadOnlyWhatMayBeSent,

    /// <summary>4. Nobody sends for a lane that another has taken over, once its claims are over.</summary>
    NobodySendsUnderAnOldEpoch,

    /// <summary>4. What was replaced is cancelled.</summary>
    OnePlacementStands,

    /// <summary>4. A request keeps its id through its attempts.</summary>
    SameRequestId,

    /// <summary>5. What is parked is visible.</summary>
    ParkedIsVisible,

    /// <summary>6. A dead target delays no other, and no answer.</summary>
    NothingWaitsForTheDead,

    /// <summary>11. A run without faults comes to rest, within the longest wait that an order may have and some days, whatever clocks showed before.</summary>
    ComesToRest,

    /// <summary>Statuses never go back.</summary>
    StatusOnlyRises,

    /// <summary>No write over a version that it was not made from.</summary>
    NoLostUpdate,

    /// <summary>The turns in the log make the record that is stored, but for repeats that were counted after the last of them.</summary>
    ReplayIsTheRecord,

    /// <summary>The index of due times says what the records say.</summary>
    IndexIsRight,

    /// <summary>The engine's own work does not throw.</summary>
    DoesNotThrow,
}

/// <summary>Mistakes that tests put in on purpose.</summary>
internal enum Bug
{
    None,
    AnswerBeforeCommit,
    AnswerBeforeWrite,
    CommitWithoutSync,
    NoDuplicateCheck,
    DeliveredBeforeDelivery,
    RequestsLostOnRestart,
    StaleStatusApplied,
    RetryForgetsItsId,
    RepeatWithoutRead,
    ToldToChatTwice,
    WriteWithoutVersion,
    LateWriteWithoutVersion,
    OfferLostAndNoLook,
    DeadTimersAndNoTicks,
    LaneWithoutEpoch,
    ThawedLaneCalls,
    FirstPlacementRead,
    RestartReadsEverything,
    NothingMended,
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
