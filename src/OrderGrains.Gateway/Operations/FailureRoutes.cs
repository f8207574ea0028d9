using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>What is stuck, in groups.</summary>
internal static class FailureRoutes
{
    /// <summary>Maps <c>GET /api/failures</c>.</summary>
    public static void MapFailures(this IEndpointRouteBuilder api) => api.MapGet("/failures", ListAsync);

    private static async Task<IResult> ListAsync(HttpContext http, IFailureIndex index, OrderGrainsSettings settings, TimeProvider time)
    {
        var reader = new OrderQueryReader(http.Request.Query, settings, time, OrderQueryReader.OwedFilters);
        var query = reader.Read();
        if (reader.Wrong is { } wrong)
        {
            return Refusals.Problem(wrong);
        }

        var found = await index.FailuresAsync(query.Tenant, query.Owed ?? new(), http.RequestAborted);
        return Results.Json(new { failures = found.Groups.Select(FailureRow.Of), more = found.More }, OrderJson.Options);
    }
}

/// <summary>A group of failures as the API shows it; its words are those by which lists and bulk acts are narrowed.</summary>
internal sealed record FailureRow(
    string Tenant, string Target, Operation Operation, string Error, string? Message, int Count, int Parked, DateTime Oldest, DateTime Newest, string Example)
{
    /// <summary>The row of a group.</summary>
    public static FailureRow Of(FailureGroup group) => new(
        group.Tenant, group.Target, group.Operation, group.Code, group.Shape, group.Count, group.Parked, group.Oldest.UtcDateTime, group.Newest.UtcDateTime,
        group.Example.ToString());
}
