using System.Collections.Concurrent;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// VTEX's cart simulation as the catalog (developers.vtex.com, Checkout API; it takes no credentials). It has its own client,
/// breaker and pause, so that neither it nor placing orders can stop the other. Keeps no answers.
/// </summary>
internal sealed class VtexCatalog(TargetClient client, TargetPipelines pipelines, OrderGrainsSettings settings, TimeProvider clock) : ICatalog
{
    private const string NotServing = "The breaker is open after failures in a row.";

    // By tenant and account.
    private readonly ConcurrentDictionary<(string Tenant, string Target), Quiet> _quiet = new();
    private readonly ConcurrentDictionary<(string Tenant, string Target), Failing> _failing = new();

    /// <inheritdoc/>
    public CatalogCondition Condition(string tenant, string target)
    {
        var now = clock.GetUtcNow();
        var failing = _failing.GetValueOrDefault((tenant, target));
        var condition = new CatalogCondition(null, null, failing?.Error) { LastErrorAt = failing?.At };
        if (QuietOf((tenant, target)) is { } quiet)
        {
            return condition with { BlockedUntil = now + Left(quiet), Why = quiet.Why, Since = quiet.Since };
        }

        var open = pipelines.OpenBreakers().FirstOrDefault(breaker => breaker.Tenant == tenant && breaker.Target == target);
        return open is null
            ? condition
            : condition with { BlockedUntil = open.Until > now ? open.Until : null, Why = NotServing, Since = failing?.Since ?? now };
    }

    /// <inheritdoc/>
    public void Lift(string tenant, string target)
    {
        _quiet.TryRemove((tenant, target), out _);
        client.Lift(tenant, target);
    }

    /// <inheritdoc/>
    public async Task<CatalogAnswer> AskAsync(string tenant, CatalogQuestion question, CancellationToken cancellationToken)
    {
        if (settings.Tenants.GetValueOrDefault(tenant) is not { } retailer || retailer.VtexOf(question.StoreId) is not { } vtex)
        {
            throw new CatalogUnavailableException("The settings name no VTEX for this tenant.");
        }

        var target = retailer.VtexTargetOf(question.StoreId, Target.VtexSimulation);
        if (QuietOf((tenant, target)) is { } quiet)
        {
            throw new CatalogUnavailableException(quiet.Why);
        }

        try
        {
            var answer = await AskAsync(tenant, target, retailer, vtex, question, cancellationToken).ConfigureAwait(false);
            _failing.TryRemove((tenant, target), out _);
            return answer;
        }
        catch (CatalogUnavailableException e)
        {
            var now = clock.GetUtcNow();
            _failing.AddOrUpdate((tenant, target), _ => new(e.Message, now, now), (_, known) => known with { Error = e.Message, At = now });
            throw;
        }
    }

    private TimeSpan Left(Quiet quiet) => quiet.For - clock.GetElapsedTime(quiet.From);

    private Quiet? QuietOf((string, string) account) => _quiet.GetValueOrDefault(account) is { } quiet && Left(quiet) > TimeSpan.Zero ? quiet : null;

    private void Hush((string, string) account, TimeSpan wait, string why) => _quiet[account] = new(clock.GetTimestamp(), wait, why, clock.GetUtcNow());

    private async Task<CatalogAnswer> AskAsync(
        string tenant, string target, TenantSettings retailer, VtexSettings vtex, CatalogQuestion question, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(tenant, target, retailer, vtex, question, cancellationToken).ConfigureAwait(false);
        if (reply.Failure is RetryLater { SlowsTarget: true, After: { } after })
        {
            Hush((tenant, target), after, AskedForFewer);
        }
        else if (reply.Failure is CredentialsRefused refused)
        {
            Hush((tenant, target), Classification.DefaultSlowDown, Classification.Sentence(refused));
        }

        return reply.Failure is { } failure
            ? throw new CatalogUnavailableException(Classification.Sentence(failure))
            : SimulationAnswer.Read(question, reply.Body)
                ?? throw new CatalogUnavailableException("VTEX answered a simulation with something else.");
    }

    private async Task<TargetReply> SendAsync(
        string tenant, string target, TenantSettings retailer, VtexSettings vtex, CatalogQuestion question, CancellationToken cancellationToken)
    {
        var store = question.StoreId is { } id ? retailer.Stores.GetValueOrDefault(id) : null;
        var body = new VtexSimulation(
            [.. question.Lines.Select(line => new VtexSimulationItem(line.Sku, line.Quantity, line.SellerId ?? MainSeller))],
            VtexAddressMapper.Country(null),
            question.PostalCode);
        var address = VtexAddresses.Simulation(vtex, store?.SalesChannel ?? vtex.SalesChannel);
        var call = new TargetCall(tenant, target, HttpMethod.Post, address, VtexAddresses.SimulationRoute)
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, VtexJson.Wire.VtexSimulation),
            IsRead = true,
        };
        try
        {
            return await client.SendAsync(call, new(null, VtexAddresses.Secrets(vtex)), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new CatalogUnavailableException("VTEX did not answer within the checker's deadline.", e);
        }
    }

    private const string MainSeller = "1";
    private const string AskedForFewer = "VTEX asked for fewer calls.";

    /// <summary>Not asked for a while, which is counted by the clock that nobody sets.</summary>
    private sealed record Quiet(long From, TimeSpan For, string Why, DateTimeOffset Since);

    /// <summary>What the last call that failed said, and since when none went well.</summary>
    private sealed record Failing(string Error, DateTimeOffset At, DateTimeOffset Since);
}
