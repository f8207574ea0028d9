namespace OrderGrains.Grains;

/// <summary>Keeps what operators did in the store.</summary>
internal sealed class Audit(IOrderStore store, IOrderEngine engine) : IAudit
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task KeepAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        DemandServing();
        try
        {
            await store.Audit.KeepAsync([entry], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (EngineUnavailableException or OperationCanceledException))
        {
            throw new EngineUnavailableException("The act could not be kept.", RetryAfter, exception);
        }
    }

    /// <inheritdoc/>
    public async Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        DemandServing();
        var acts = await store.Audit.ReadAsync(query, cancellationToken).ConfigureAwait(false);
        return new(acts, acts.Count < query.Limit ? null : acts[^1].Key);
    }

    /// <summary>The store may not be open before.</summary>
    private void DemandServing()
    {
        if (engine.Condition is { Serving: false } condition)
        {
            throw new EngineUnavailableException(condition.Reason ?? "Not serving.", RetryAfter);
        }
    }
}
