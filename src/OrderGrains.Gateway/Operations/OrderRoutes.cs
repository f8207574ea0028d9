using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>Reads orders.</summary>
internal static class OrderRoutes
{
    /// <summary>Maps <c>GET /api/orders</c>, <c>POST /api/orders/search</c> and <c>GET /api/orders/{tenant}/{channel}/{externalId}</c>.</summary>
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapGet("/orders", (Func<HttpContext, IOrderIndex, OrderGrainsSettings, TimeProvider, Task<IResult>>)ListAsync);
        api.MapPost("/orders/search", SearchAsync).WithMetadata(LooksOnly.Instance);
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

    private static Task<IResult> ListAsync(HttpContext http, IOrderIndex index, OrderGrainsSettings settings, TimeProvider time) =>
        ListAsync(http, index, new(http.Request.Query, settings, time));

    /// <summary>The orders of a document's owner, narrowed by the same filters.</summary>
    private static async Task<IResult> SearchAsync(HttpContext http, IPersons persons, OrderGrainsSettings settings, TimeProvider time)
    {
        var (document, refusal) = await DocumentBody.ReadAsync(http);
        return refusal ?? await ListAsync(http, persons.IndexOf(document!), new(http.Request.Query, settings, time));
    }

    private static async Task<IResult> ListAsync(HttpContext http, IOrderIndex index, OrderQueryReader reader)
    {
        var query = reader.Read("limit", "cursor", "format");
        var asCsv = (reader.OneOf("format", ["json", "csv"]) ?? (AcceptsCsv(http) ? "csv" : "json")) == "csv";
        if (reader.Wrong is { } wrong)
        {
            return Refusals.Problem(wrong);
        }

        try
        {
            var page = await index.ListAsync(query, http.RequestAborted);
            return asCsv ? new OrderCsv(index, query, page) : Results.Json(new { orders = page.Orders.Select(OrderRow.Of), next = page.Next }, OrderJson.Options);
        }
        catch (FormatException)
        {
            return Refusals.Problem(StatusCodes.Status400BadRequest, "The cursor is none that this list gave.", "cursor");
        }
    }

    private static bool AcceptsCsv(HttpContext http) => http.Request.GetTypedHeaders().Accept.Any(static accepted => accepted.MediaType == "text/csv");

    /// <summary>404 for an order that nothing is known of.</summary>
    public static IResult NoSuchOrder() => Refusals.Problem(StatusCodes.Status404NotFound, "No such order is known.");
}
