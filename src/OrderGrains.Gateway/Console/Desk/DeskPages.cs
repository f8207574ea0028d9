using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Checker.Catalogs;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Lists;
using OrderGrains.Gateway.Console.Session;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;
using OrderGrains.Gateway.Webhooks;
using OrderGrains.Gateway.Webhooks.Vtex;

namespace OrderGrains.Gateway.Console.Desk;

/// <summary>The overview, the systems that are called, what found no order, and the tenants.</summary>
internal sealed class DeskPages(
    ListPages lists,
    ListRows rows,
    StatusCounts statuses,
    IOrderIndex index,
    IOrderEngine engine,
    ITargets targets,
    TenantCatalogs catalogs,
    RailCounts counts,
    UnmatchedNotifications unmatched,
    IRefusedBodies refused,
    OrderHookWatch hooks,
    IAudit audit)
{
    /// <summary>The overview.</summary>
    public async Task<IResult> OverviewAsync(HttpContext http)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var l = visit.L;
        var groups = await lists.GroupsAsync(new(Show.Person, visit.Tenant), visit, 0);
        var lines = Lines(visit);
        var condition = engine.Condition;
        return Pages.Of<OverviewPage>(visit, new OverviewModel(
            Overview.Title(groups, lines, l),
            Overview.Verdict(groups, lines, visit),
            groups,
            lines,
            await statuses.CountAsync(visit.Tenant, visit.Cancelled),
            condition.Serving ? new(Sign.Done, l["Ready", "No ar"], Quiet: true) : new(Sign.Retry, l["Does not serve", "Não atende"]),
            condition.Reason));
    }

    /// <summary>The systems that are called.</summary>
    public IResult Targets(HttpContext http)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        visit.Told = http.Request.Query["did"].ToString() switch
        {
            "pause" => new(Sign.Pause, visit.L["Paused: nothing is sent until somebody resumes it.", "Em pausa: nada é enviado até alguém retomar."]),
            "resume" => new(Sign.Done, visit.L["Resumed: one call goes out at once, the others as soon as it is answered.", "Retomado: uma chamada sai já, as outras assim que ela for respondida."]),
            _ => null,
        };
        return Pages.Of<TargetsPage>(visit, new TargetsModel(Lines(visit)));
    }

    /// <summary>Pauses or resumes one.</summary>
    public async Task<IResult> ChangeAsync(HttpContext http, string tenant, string target, bool pause)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        if (visit.Settings.Tenants.GetValueOrDefault(tenant)?.Has(target) != true)
        {
            return await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status404NotFound);
        }

        var by = Caller.Of(http).Name;
        await (pause ? targets.PauseAsync(tenant, target, by) : targets.ResumeAsync(tenant, target, by));
        counts.Forget();
        return Results.LocalRedirect($"{Paths.Targets}?did={(pause ? "pause" : "resume")}");
    }

    /// <summary>What names no order.</summary>
    public async Task<IResult> UnmatchedAsync(HttpContext http)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var page = await index.ListAsync(new(visit.Tenant, Attention: AttentionReason.Unmatched, Limit: 50), visit.Cancelled);
        return Pages.Of<UnmatchedPage>(visit, new UnmatchedModel(await rows.OfAsync(page.Orders, visit.L, visit.Cancelled), unmatched.List()));
    }

    /// <summary>Bodies that were refused.</summary>
    public IResult Refused(HttpContext http) => Pages.Of<RefusedPage>(http.Features.GetRequiredFeature<Visit>(), new RefusedModel(refused.List()));

    /// <summary>The tenants.</summary>
    public IResult Tenants(HttpContext http)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        return Pages.Of<TenantsPage>(visit, TenantsModel.Of(visit, hooks.Seen()));
    }

    /// <summary>What operators did; for operators alone.</summary>
    public async Task<IResult> AuditAsync(HttpContext http)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        if (!visit.MayAct)
        {
            return await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status403Forbidden);
        }

        try
        {
            var cursor = http.Request.Query["cursor"].ToString();
            return Pages.Of<ActsPage>(visit, await audit.ListAsync(new(Cursor: cursor.Length == 0 ? null : cursor), visit.Cancelled));
        }
        catch (FormatException)
        {
            return await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status404NotFound);
        }
    }

    private TargetLine[] Lines(Visit visit) =>
        [.. catalogs.Conditions().Where(target => visit.Tenant is null || target.Tenant == visit.Tenant).Select(target => TargetLine.Of(target, visit))];
}

/// <summary>Maps these pages.</summary>
internal static class DeskPagesMap
{
    /// <summary>Maps <c>/console</c>, <c>/targets</c>, <c>/unmatched</c>, <c>/refused</c>, <c>/tenants</c> and <c>/sandbox</c>.</summary>
    public static void MapDesk(this IEndpointRouteBuilder console)
    {
        console.MapGet("", (HttpContext http, DeskPages pages) => pages.OverviewAsync(http));
        console.MapGet("/targets", (HttpContext http, DeskPages pages) => pages.Targets(http));
        console.MapPost("/targets/{tenant}/{target}/pause", (HttpContext http, DeskPages pages, string tenant, string target) => pages.ChangeAsync(http, tenant, target, pause: true));
        console.MapPost("/targets/{tenant}/{target}/resume", (HttpContext http, DeskPages pages, string tenant, string target) => pages.ChangeAsync(http, tenant, target, pause: false));
        console.MapGet("/unmatched", (HttpContext http, DeskPages pages) => pages.UnmatchedAsync(http));
        console.MapGet("/refused", (HttpContext http, DeskPages pages) => pages.Refused(http));
        console.MapGet("/audit", (HttpContext http, DeskPages pages) => pages.AuditAsync(http));
        console.MapGet("/tenants", (HttpContext http, DeskPages pages) => pages.Tenants(http));
    }
}
