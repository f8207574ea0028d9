namespace OrderGrains;

/// <summary>The systems that are called, per tenant: how they do, and an operator's pause.</summary>
public interface ITargets
{
    /// <summary>Stops calling a target until <see cref="ResumeAsync"/>, over restarts too. What it owes waits and loses no time.</summary>
    Task PauseAsync(string tenant, string target, string by, CancellationToken cancellationToken = default);

    /// <summary>Calls it again.</summary>
    Task ResumeAsync(string tenant, string target, string by, CancellationToken cancellationToken = default);

    /// <summary>How every target does that was called or paused.</summary>
    IReadOnlyList<TargetCondition> Conditions();
}

/// <summary>How a target does.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Target">One of <see cref="Target"/>.</param>
/// <param name="PausedBy">The operator who paused it; null where nobody did.</param>
/// <param name="BlockedUntil">Until when nothing is sent: an open breaker, or what the target asked for.</param>
/// <param name="Why">Why it is blocked.</param>
/// <param name="Queued">Requests ready in memory.</param>
/// <param name="InFlight">Requests being sent.</param>
/// <param name="LastError">What the last failure said; no personal data.</param>
public sealed record TargetCondition(
    string Tenant, string Target, string? PausedBy, DateTimeOffset? BlockedUntil, string? Why, int Queued, int InFlight, string? LastError);
