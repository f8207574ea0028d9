namespace OrderGrains;

/// <summary>The systems that are called, per tenant: how they do, and an operator's pause.</summary>
public interface ITargets
{
    /// <summary>Stops calling a target until <see cref="ResumeAsync"/>, over restarts too. What it owes waits and loses no time.</summary>
    Task PauseAsync(string tenant, string target, string by, CancellationToken cancellationToken = default);

    /// <summary>Calls it again; whatever else holds it back, such as an open breaker or what it asked for, lets one call through now.</summary>
    Task ResumeAsync(string tenant, string target, string by, CancellationToken cancellationToken = default);

    /// <summary>The same, but for an operator's pause, which stays.</summary>
    Task LiftAsync(string tenant, string target, CancellationToken cancellationToken = default);

    /// <summary>How every target does that was called or paused.</summary>
    IReadOnlyList<TargetCondition> Conditions();
}

/// <summary>How a target does.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Target">One of <see cref="Target"/>.</param>
/// <param name="PausedBy">The operator who paused it; null where nobody did.</param>
/// <param name="BlockedUntil">Until when nothing is sent: an open breaker, or what the target asked for.</param>
/// <param name="Why">Why it is blocked.</param>
/// <param name="Queued">Requests that are due and not being sent; counted up to some ten thousands.</param>
/// <param name="InFlight">Requests being sent.</param>
/// <param name="LastError">What the last failure said; null once the target has answered again. No personal data.</param>
public sealed record TargetCondition(
    string Tenant, string Target, string? PausedBy, DateTimeOffset? BlockedUntil, string? Why, int Queued, int InFlight, string? LastError)
{
    /// <summary>
    /// Since when it is paused or does not answer; null while it serves. A target that did not answer is not known to serve before a call is answered, however long
    /// ago the wait for that call was over.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When <see cref="LastError"/> was said.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Counts what lifted its blocks: who holds back on its own account, as a catalog does, heeds a change of it.</summary>
    public int Lifts { get; init; }
}
