namespace OrderGrains.Sandbox.Faults;

/// <summary>One fault switch. It strikes the requests and, where <see cref="Notification"/> is set, the notifications of a target.</summary>
public sealed record Fault
{
    /// <summary>The longest <see cref="Latency"/> and <see cref="NotificationDelay"/>.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    /// <summary>One of <see cref="SandboxTargets"/>.</summary>
    public required string Target { get; init; }

    /// <summary>One of the target's operations; null is all of them. A notification goes by the operation that caused it.</summary>
    public string? Operation { get; init; }

    /// <summary>The share that is struck, 0 to 1. Draws come from the sandbox's seed and start anew when faults are replaced.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>How many are struck at most, requests and notified operations together; null is no end.</summary>
    public int? Times { get; init; }

    /// <summary>Waited before the work; with <see cref="AnswerLost"/> after it.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Answered instead of doing the work, 300 to 599; with <see cref="AnswerLost"/> after doing it.</summary>
    public int? Status { get; init; }

    /// <summary>The Retry-After that goes with <see cref="Status"/>, in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Does the work and then breaks the connection, or answers <see cref="Status"/> where one is set.</summary>
    public bool AnswerLost { get; init; }

    /// <summary>Breaks the connection before the work.</summary>
    public bool RefuseConnection { get; init; }

    /// <summary>What happens to notifications; null leaves them alone.</summary>
    public NotificationFault? Notification { get; init; }

    /// <summary>By how much <see cref="NotificationFault.Delay"/> and a lone <see cref="NotificationFault.Reorder"/> delay.</summary>
    public TimeSpan NotificationDelay { get; init; } = TimeSpan.FromSeconds(5);

    internal bool StrikesRequests => Latency > TimeSpan.Zero || Status is not null || AnswerLost || RefuseConnection;
}
