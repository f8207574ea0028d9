using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OrderGrains.Sandbox.Exchanges;

internal static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/ledger", (SandboxVendors vendors, string? target, string? order) => Results.Json(
            new
            {
                entries = vendors.Ledger.Read(Given(target), Given(order)),
                forgotten = vendors.Ledger.Forgotten,
                notifications = vendors.Notifications,
                standing = Standing(vendors, Given(order)),
            },
            Answer.CamelCase));
        sandbox.MapDelete("/ledger", (SandboxVendors vendors) =>
        {
            vendors.Ledger.Clear();
            return Results.NoContent();
        });
    }

    private static object Standing(SandboxVendors vendors, string? order) => order is null
        ? new { vtex = vendors.Vtex.Standings(), omniChat = vendors.OmniChat.Standings(), bonifiQ = vendors.BonifiQ.Standings() }
        : new { vtex = vendors.Vtex.Standings().Where(standing => standing.MarketplaceOrderId.Contains(order, StringComparison.Ordinal)), omniChat = One(vendors.OmniChat.Standing(order)), bonifiQ = One(vendors.BonifiQ.Standing(order)) };

    private static IReadOnlyList<T> One<T>(T? standing)
        where T : class => standing is null ? [] : [standing];

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
