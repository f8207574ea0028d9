using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>What an operator may do to all orders that match, in the background: the same commands as to one, at a pace.</summary>
internal static class BulkRoutes
{
    /// <summary>Orders a second, unless it is said.</summary>
    public const int Pace = 10;

    /// <summary>Most orders a second.</summary>
    public const int MaxPace = 100;

    /// <summary>Orders that are named where an act is only counted.</summary>
    public const int Examples = 5;

    /// <summary>Maps <c>POST /api/requests/retry</c>, <c>/skip</c>, <c>POST /api/orders/cancel</c> and <c>/api/jobs</c>.</summary>
    public static void MapBulk(this IEndpointRouteBuilder api)
    {
        foreach (var (path, act) in ((string, BulkAct)[])[("/requests/retry", BulkAct.Retry), ("/requests/skip", BulkAct.Skip), ("/orders/cancel", BulkAct.Cancel)])
        {
            api.MapPost(path, (HttpContext http, IOrderIndex index, IBulkJobs jobs, OrderGrainsSettings settings, TimeProvider time) =>
                ActAsync(http, act, index, jobs, new(http.Request.Query, settings, time)));
        }

        api.MapGet("/jobs", async (HttpContext http, IBulkJobs jobs) =>
            Results.Json(new { jobs = (await jobs.ListAsync(http.RequestAborted)).Select(JobRow.Of) }, OrderJson.Options));
        api.MapGet("/jobs/{id}", async (HttpContext http, IBulkJobs jobs, string id) => Shown(IsId(id) ? await jobs.FindAsync(id, http.RequestAborted) : null));
        api.MapPost("/jobs/{id}/stop", async (HttpContext http, IBulkJobs jobs, string id) =>
        {
            AuditedAct.Of(http).Target = id;
            return Shown(IsId(id) ? await jobs.StopAsync(id, Caller.Of(http).Name, CancellationToken.None) : null);
        });
    }

    private static async Task<IResult> ActAsync(HttpContext http, BulkAct act, IOrderIndex index, IBulkJobs jobs, OrderQueryReader reader)
    {
        var query = QueryOf(act, reader.Read(act == BulkAct.Cancel ? ["dryRun", "pace", "reason"] : ["dryRun", "pace"]));
        var (isDry, pace) = (reader.OneOf("dryRun", ["true", "false"]) == "true", reader.Whole("pace", 1, MaxPace, Pace));
        var reason = act == BulkAct.Cancel && reader.Text("reason") is { } said ? PersonalData.Told(said) : null;
        var audited = AuditedAct.Of(http);
        (audited.Name, audited.Target, audited.Detail) = ($"{act} many{(isDry ? ", counted" : "")}".ToLowerInvariant(), query.Tenant ?? "", Told(query));
        reader.DemandNarrow(act == BulkAct.Cancel ? "tenant" : null);
        if (reader.Wrong is { } wrong)
        {
            return Refusals.Problem(wrong);
        }

        if (isDry)
        {
            var some = await index.ListAsync(query with { Limit = Examples }, http.RequestAborted);
            return Results.Json(
                new { dryRun = true, orders = await index.CountAsync(query, http.RequestAborted), examples = some.Orders.Select(head => head.Id) }, OrderJson.Options);
        }

        if (await jobs.StartAsync(new(act, query, Caller.Of(http).Name, pace, reason), CancellationToken.None) is not { } job)
        {
            return Refusals.Problem(StatusCodes.Status409Conflict, $"{IBulkJobs.MaxRunning} of these go on already: wait for one, or stop it.");
        }

        audited.Detail = $"job {job.Id}: {audited.Detail}";
        return Results.Json(JobRow.Of(job), OrderJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Which calls of the orders are meant: those that failed or stopped, unless a state is given.</summary>
    public static OrderQuery QueryOf(BulkAct act, OrderQuery query) => act == BulkAct.Cancel ? query : query with
    {
        Owed = (query.Owed ?? new()) with { Failing = query.Owed is null or { State: null } or { Failing: true } },
    };

    /// <summary>What a query is narrowed by, in a line.</summary>
    public static string Told(OrderQuery query) => string.Join(", ", JobRow.Filters(query).Select(one => $"{one.Key} {one.Value}"));

    private static IResult Shown(BulkJob? job) => job is null
        ? Refusals.Problem(StatusCodes.Status404NotFound, "No such job is known.")
        : Results.Json(JobRow.Of(job), OrderJson.Options);

    /// <summary>Whether a text may be the id of one: nothing else reaches a store.</summary>
    public static bool IsId(string id) => id.Length <= 64 && id.All(static sign => char.IsAsciiLetterOrDigit(sign) || sign == '-');
}

/// <summary>An act on many orders as the API shows it. <c>filter</c> is what was asked, by the names of the parameters.</summary>
internal sealed record JobRow(
    string Id,
    BulkAct Act,
    IReadOnlyDictionary<string, string> Filter,
    string By,
    string? Reason,
    int Pace,
    JobState State,
    DateTime StartedAt,
    DateTime? EndedAt,
    string? StoppedBy,
    int? Orders,
    int Looked,
    int Done,
    int Refused,
    string? LastRefusal,
    int Failed,
    string? LastFailure,
    int Resumed)
{
    /// <summary>The row of one.</summary>
    public static JobRow Of(BulkJob job) => new(
        job.Id, job.What.Act, Filters(job.What.Query), job.What.By, job.What.Reason, job.What.Pace, job.State, job.StartedAt.UtcDateTime, job.EndedAt?.UtcDateTime,
        job.StoppedBy, job.Orders, job.Looked, job.Done, job.Refused, job.LastRefusal, job.Failed, job.LastFailure, job.Resumed);

    /// <summary>What a query is narrowed by, by the names of the parameters.</summary>
    public static Dictionary<string, string> Filters(OrderQuery query)
    {
        var given = new (string Name, string? Value)[]
        {
            ("tenant", query.Tenant), ("status", query.Status?.ToString()), ("attention", query.Attention), ("state", query.Owed?.State?.ToString()),
            ("target", query.Owed?.Target), ("operation", query.Owed?.Operation?.ToString()), ("error", query.Owed?.Code), ("message", query.Owed?.Shape),
            ("owedSince", query.Owed?.Before?.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), ("shop", query.Store), ("q", query.Prefix),
        };
        return given.Where(one => one.Value is not null).ToDictionary(one => one.Name, one => one.Value!);
    }
}
