using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Grains;

/// <summary>Acts on many orders as a process's front sees them: told to their grain, read from the store.</summary>
internal sealed class BulkJobs(IGrainFactory grains, IOrderStore store, IOrderEngine engine, FrontLimits limits) : IBulkJobs
{
    private readonly KeptJobs _jobs = new(store);

    private IJobsGrain Grain => grains.GetGrain<IJobsGrain>(JobsGrain.Key);

    /// <inheritdoc/>
    public async Task<BulkJob?> StartAsync(BulkOrder what, CancellationToken cancellationToken = default)
    {
        var id = await AskAsync(Grain.StartAsync(JsonSerializer.Serialize(what, JobsJson.Default.BulkOrder)), cancellationToken).ConfigureAwait(false);
        return id is null ? null : await FindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<BulkJob?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        DemandServing();
        return _jobs.FindAsync(id, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BulkJob>> ListAsync(CancellationToken cancellationToken = default)
    {
        DemandServing();
        return _jobs.ListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<BulkJob?> StopAsync(string id, string by, CancellationToken cancellationToken = default)
    {
        await AskAsync(StopAsync(id, by), cancellationToken).ConfigureAwait(false);
        return await FindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> StopAsync(string id, string by)
    {
        await Grain.StopAsync(id, by).ConfigureAwait(false);
        return true;
    }

    private async Task<T> AskAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        DemandServing();
        try
        {
            return await call.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineUnavailableException(Failures.Sentence(exception), limits.RetryAfter, exception);
        }
    }

    private void DemandServing()
    {
        if (engine.Condition is { Serving: false } condition)
        {
            throw new EngineUnavailableException(condition.Reason ?? "Not serving.", limits.RetryAfter);
        }
    }
}

/// <summary>JSON of what is asked for, on its way from process to process.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BulkOrder))]
internal sealed partial class JobsJson : JsonSerializerContext;
