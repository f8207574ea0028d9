using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>Reads orders.</summary>
internal static class OrderRoutes
{
    /// <summary>Maps <c>GET /api/orders</c> and <c>GET /api/orders/{tenant}/{channel}/{externalId}</c>.</summary>
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapGet("/orders", ListAsync);
        api.MapGet("/orders/{tenant}/{channel}/{externalId}", ReadAsync);
    }

    private static async Task<IResult> ReadAsync(
        string tenant, string channel, string externalId, IOrderEngine engine, OrderGrainsSettings settings, HttpContext http)
    {
        if (!OrderId.TryParse($"{tenant}/{channel}/{externalId}", out var id)
            || await engine.ReadAsync(id, http.RequestAborted) is not { } view)
        {
            return NoSuchOrder();
        }

        return Results.Json(OrderDetail.Of(id, view, settings.Tenants.GetValueOrDefault(tenant)), OrderJson.Options);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IOrderIndex index, OrderGrainsSettings settings)
    {
        var (query, wrong) = OrderQueryReader.Read(http.Request.Query, settings);
        if (wrong is not null)
        {
            return Refusals.Problem(StatusCodes.Status400BadRequest, wrong.Message, wrong.Field);
        }

        try
        {
            var page = await index.ListAsync(query, http.RequestAborted);
            return Results.Json(new { orders = page.Orders.Select(OrderRow.Of), next = page.Next }, OrderJson.Options);
        }
        catch (FormatException)
        {
            return Refusals.Problem(StatusCodes.Status400BadRequest, "The cursor is none that this list gave.", "cursor");
        }
    }

    /// <summary>404 for an order that nothing is known of.</summary>
    public static IResult NoSuchOrder() => Refusals.Problem(StatusCodes.Status404NotFound, "No such order is known.");
}
