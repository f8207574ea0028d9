namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>A VTEX notification that names no order at all.</summary>
public sealed record UnmatchedResult(
    DateTimeOffset At, string Tenant, string? Account, string? Flow, string Code, string? OperationId, string? Message);

/// <summary>The last such notifications of each tenant, in memory: they do not outlive the process.</summary>
public sealed class UnmatchedResults
{
    /// <summary>Most notifications kept of one tenant.</summary>
    public const int PerTenant = 100;

    private readonly Recent<UnmatchedResult> _results = new(PerTenant);

    /// <summary>Keeps one; the oldest of its tenant makes room.</summary>
    public void Add(UnmatchedResult result) => _results.Add(result.Tenant, result);

    /// <summary>All that are kept, the newest first.</summary>
    public IReadOnlyList<UnmatchedResult> List() => [.. _results.All().OrderByDescending(result => result.At)];
}
