using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Operations;

/// <summary>Lists and exports what operators did. Operators alone may see it.</summary>
internal static class AuditRoutes
{
    private const int Page = 200;

    /// <summary>Maps <c>GET /api/audit</c>.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api) => api.MapGet("/audit", ListAsync);

    private static async Task<IResult> ListAsync(HttpContext http, IAudit audit, Refusals refusals)
    {
        if (!Caller.Of(http).MayAct)
        {
            return refusals.Refuse(http, StatusCodes.Status403Forbidden, "The role Operator is needed.");
        }

        var (query, csv, wrong) = Read(http.Request.Query);
        if (wrong is not null)
        {
            return Refusals.Problem(StatusCodes.Status400BadRequest, wrong.Message, wrong.Field);
        }

        try
        {
            var page = await audit.ListAsync(csv ? query with { Limit = Page } : query, http.RequestAborted);
            return csv
                ? Results.Stream(stream => AuditCsv.WriteAsync(stream, audit, query with { Limit = Page }, page, http.RequestAborted), "text/csv; charset=utf-8", "audit.csv")
                : Results.Json(new { acts = page.Acts.Select(Row), next = page.Next }, OrderJson.Options);
        }
        catch (FormatException)
        {
            return Refusals.Problem(StatusCodes.Status400BadRequest, "The cursor is none that this list gave.", "cursor");
        }
    }

    /// <summary><c>since</c>, <c>limit</c>, <c>cursor</c>, and <c>format</c>: a page as JSON, or all from the cursor on as CSV.</summary>
    private static (AuditQuery Query, bool Csv, Fault? Wrong) Read(IQueryCollection query)
    {
        var faults = new Faults();
        DateTimeOffset? since = null;
        if (Text(query, "since") is { } from)
        {
            const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            since = DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, Utc, out var time) ? time : null;
            if (since is null)
            {
                faults.Add("since", "A time is expected, such as 2026-01-31T12:00:00Z.");
            }
        }

        var limit = 50;
        if (Text(query, "limit") is { } most && (!int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Page))
        {
            faults.Add("limit", "A number from 1 to 200 is expected.");
        }

        var format = Text(query, "format") ?? "json";
        if (format is not ("json" or "csv"))
        {
            faults.Add("format", "json or csv is expected.");
        }

        return (new(since, limit, Text(query, "cursor")), format == "csv", faults.First);
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static object Row(AuditEntry act) => new
    {
        at = act.At.UtcDateTime, act.Operator, act.Role, act.Act, act.Target, act.Detail, act.Outcome, act.Status,
    };
}
