using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Operations;

/// <summary>What is kept of a person, by document, over all tenants and stores: shown to them, or erased (docs/privacy.md).</summary>
internal sealed class PrivacyRoutes(IPersons persons, IKeptWebhooks webhooks, IOrderEngine engine, ILogger<PrivacyRoutes> log)
{
    /// <summary>
    /// All that is kept, <c>{"orders":[{"record":…,"log":[…]}]}</c>, nothing masked. The body names the document: <c>{"document":"…"}</c>.
    /// </summary>
    public async Task<IResult> ExportAsync(HttpContext http)
    {
        var (document, refusal) = await DocumentBody.ReadAsync(http);
        if (refusal is not null)
        {
            return refusal;
        }

        var orders = await persons.OrdersOfAsync(document!, http.RequestAborted);
        AuditedAct.Of(http).Detail = $"{orders.Count} orders";
        log.LogInformation("{Operator} exported what {Orders} orders hold of a person", Caller.Of(http).Name, orders.Count);
        return Results.Stream(stream => WriteAsync(stream, orders, http.RequestAborted), "application/json");
    }

    /// <summary>
    /// Erases what orders hold of the person, and tells of each what became of it. An order that keeps the data for now is erased by itself once nothing wants it any more.
    /// </summary>
    public async Task<IResult> EraseAsync(HttpContext http)
    {
        var (document, refusal) = await DocumentBody.ReadAsync(http);
        if (refusal is not null)
        {
            return refusal;
        }

        var by = Caller.Of(http).Name;
        await persons.ForgetAsync(document!, by, http.RequestAborted); // First: what is left half done is done by itself later.
        var orders = await persons.OrdersOfAsync(document!, http.RequestAborted);
        var (erased, removed, kept) = (new List<string>(), new List<string>(), new List<object>());
        foreach (var order in orders)
        {
            var receipt = await engine.SubmitAsync(order, new ErasePersons(by), Message.Internal, CancellationToken.None);
            if (receipt.Outcome == Outcome.Refused)
            {
                kept.Add(new { order = order.ToString(), why = receipt.Reason });
            }
            else
            {
                (await engine.ReadAsync(order, CancellationToken.None) is null ? removed : erased).Add(order.ToString());
            }
        }

        var bodies = await webhooks.EraseAsync(document!, CancellationToken.None);
        AuditedAct.Of(http).Detail = $"{erased.Count} erased, {removed.Count} removed, {kept.Count} kept for now, {bodies} webhooks removed";
        log.LogInformation(
            "{Operator} had a person erased: {Erased} orders without their data, {Removed} removed, {Kept} keep it for now", by, erased.Count, removed.Count, kept.Count);
        return Results.Json(
            new
            {
                document = Masking.Document(document),
                erased,
                removed,
                kept,
                webhooks = bodies,
                more = orders.Count >= IPersons.MaxOrders,
                elsewhere = "Not erased here: backups and exports that were made before, what the vendors hold, and logs of proxies. A backup that is restored is erased again.",
            },
            OrderJson.Options);
    }

    private async Task WriteAsync(Stream to, IReadOnlyList<OrderId> orders, CancellationToken cancellationToken)
    {
        await to.WriteAsync("{\"orders\":["u8.ToArray(), cancellationToken);
        var first = true;
        foreach (var order in orders)
        {
            if (await persons.ExportAsync(order, cancellationToken) is { } line)
            {
                await to.WriteAsync(System.Text.Encoding.UTF8.GetBytes(first ? line : $",{line}"), cancellationToken);
                first = false;
            }
        }

        await to.WriteAsync("]}"u8.ToArray(), cancellationToken);
    }
}

/// <summary>Maps <c>POST /api/privacy/export</c> and <c>/erase</c>.</summary>
internal static class PrivacyRoutesMap
{
    /// <summary>Maps them.</summary>
    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        api.MapPost("/privacy/export", (HttpContext http, PrivacyRoutes routes) => routes.ExportAsync(http));
        api.MapPost("/privacy/erase", (HttpContext http, PrivacyRoutes routes) => routes.EraseAsync(http));
    }
}
