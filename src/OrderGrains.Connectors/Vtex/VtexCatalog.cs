using System.Collections.Concurrent;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// VTEX's cart simulation as the catalog (developers.vtex.com, Checkout API; it takes no credentials). It has its own client,
/// breaker and pause, so that neither it nor placing orders can stop the other. Keeps no answers.
/// </summary>
internal sealed class VtexCatalog(TargetClient client, TargetPipelines pipelines, OrderGrainsSettings settings, TimeProvider clock) : ICatalog
{
    // By tenant: until when VTEX asked for quiet.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _quietUntil = new(StringComparer.Ordinal);

    // By tenant: what the last call that failed said; none where the last one went well.
    private readonly ConcurrentDictionary<string, string> _lastError = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public CatalogCondition Condition(string tenant)
    {
        var now = clock.GetUtcNow();
        var last = _lastError.GetValueOrDefault(tenant);
        if (_quietUntil.TryGetValue(tenant, out var quiet) && quiet > now)
        {
            return new(quiet, Quiet, last);
        }

        var open = pipelines.OpenBreakers().FirstOrDefault(breaker => breaker.Tenant == tenant && breaker.Target == Target.VtexSimulation);
        return open?.Until > now ? new(open.Until, "The breaker is open after failures in a row.", last) : new(null, null, last);
    }

    /// <inheritdoc/>
    public async Task<CatalogAnswer> AskAsync(string tenant, CatalogQuestion question, CancellationToken cancellationToken)
    {
        if (settings.Tenants.GetValueOrDefault(tenant) is not { Vtex: { } vtex } retailer)
        {
            throw new CatalogUnavailableException("The settings name no VTEX for this tenant.");
        }

        if (_quietUntil.GetValueOrDefault(tenant) > clock.GetUtcNow())
        {
            throw new CatalogUnavailableException(Quiet);
        }

        try
        {
            var answer = await AskAsync(tenant, retailer, vtex, question, cancellationToken).ConfigureAwait(false);
            _lastError.TryRemove(tenant, out _);
            return answer;
        }
        catch (CatalogUnavailableException e)
        {
            _lastError[tenant] = e.Message;
            throw;
        }
    }

    private async Task<CatalogAnswer> AskAsync(
        string tenant, TenantSettings retailer, VtexSettings vtex, CatalogQuestion question, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(tenant, retailer, vtex, question, cancellationToken).ConfigureAwait(false);
        if (reply.Failure is RetryLater { SlowsTarget: true, After: { } after })
        {
            _quietUntil[tenant] = clock.GetUtcNow() + after;
        }

        return reply.Failure is { } failure
            ? throw new CatalogUnavailableException(Why(failure))
            : SimulationAnswer.Read(question, reply.Body)
                ?? throw new CatalogUnavailableException("VTEX answered a simulation with something else.");
    }

    private async Task<TargetReply> SendAsync(
        string tenant, TenantSettings retailer, VtexSettings vtex, CatalogQuestion question, CancellationToken cancellationToken)
    {
        var store = question.StoreId is { } id ? retailer.Stores.GetValueOrDefault(id) : null;
        var body = new VtexSimulation(
            [.. question.Lines.Select(line => new VtexSimulationItem(line.Sku, line.Quantity, line.SellerId ?? MainSeller))],
            VtexAddressMapper.Country(null),
            question.PostalCode);
        var address = VtexAddresses.Simulation(vtex, store?.SalesChannel ?? vtex.SalesChannel);
        var call = new TargetCall(tenant, Target.VtexSimulation, HttpMethod.Post, address, VtexAddresses.SimulationRoute)
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
    private const string Quiet = "VTEX asked for fewer calls.";

    private static string Why(DeliveryResult failure) => failure switch
    {
        NotTried notTried => notTried.Why,
        RetryLater later => $"{later.Code}: {later.Error}",
        DeliveryRefused refused => $"{refused.Code}: {refused.Error}",
        DeliveryUnknown unknown => $"{unknown.Code}: {unknown.Error}",
        _ => "VTEX did not answer.",
    };
}
