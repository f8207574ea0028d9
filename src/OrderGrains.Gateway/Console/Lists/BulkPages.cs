using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Session;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Lists;

/// <summary>An act on many orders before it is confirmed.</summary>
/// <param name="Act">What is done.</param>
/// <param name="Query">To which orders.</param>
/// <param name="Post">Where the confirmation goes.</param>
/// <param name="Back">The list that it came from.</param>
/// <param name="Count">How many orders match now.</param>
/// <param name="Filter">What they are narrowed by.</param>
/// <param name="Examples">Some of them.</param>
/// <param name="Wrong">Why it cannot be done; null where it can.</param>
public sealed record BulkModel(BulkAct Act, ListQuery Query, string Post, string Back, int Count, string Filter, IReadOnlyList<ListRow> Examples, string? Wrong);

/// <summary>Acts on many orders.</summary>
/// <param name="Jobs">The last ones, or the one that is looked at.</param>
/// <param name="One">Whether it is one.</param>
public sealed record JobsModel(IReadOnlyList<BulkJob> Jobs, bool One);

/// <summary>Acts on all orders of a list: counted and confirmed first, then done in the background at a pace. The same as the API's.</summary>
internal sealed class BulkPages(IOrderIndex index, IBulkJobs jobs, ListRows rows)
{
    /// <summary>The page that counts the orders of an act, shows some of them and asks to confirm. It changes nothing.</summary>
    public Task<IResult> AskAsync(HttpContext http, BulkAct act) => ShowAsync(http, act, null);

    /// <summary>Begins it, and shows how it goes.</summary>
    public async Task<IResult> BeginAsync(HttpContext http, BulkAct act)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var form = http.Features.GetRequiredFeature<IFormCollection>();
        var (query, wrong) = Read(http, act, visit.L);
        var audited = AuditedAct.Of(http);
        (audited.Name, audited.Target, audited.Detail) = ($"{act} many".ToLowerInvariant(), query.Tenant ?? "", BulkRoutes.Told(BulkRoutes.QueryOf(act, query.ToIndex())));
        if (wrong is not null)
        {
            return await ShowAsync(http, act, null);
        }

        var pace = int.TryParse(form["pace"].ToString(), out var asked) ? Math.Clamp(asked, 1, BulkRoutes.MaxPace) : BulkRoutes.Pace;
        var reason = act == BulkAct.Cancel && form["reason"].ToString().Trim() is { Length: > 0 } said ? PersonalData.Told(said) : null;
        if (await jobs.StartAsync(new(act, BulkRoutes.QueryOf(act, query.ToIndex()), Caller.Of(http).Name, pace, reason), CancellationToken.None) is not { } job)
        {
            return await ShowAsync(http, act, visit.L[$"{IBulkJobs.MaxRunning} of these go on already: wait for one, or stop it.", $"{IBulkJobs.MaxRunning} já estão em andamento: espere uma, ou pare-a."]);
        }

        audited.Detail = $"job {job.Id}: {audited.Detail}";
        return Results.LocalRedirect($"{Paths.Jobs}/{job.Id}");
    }

    /// <summary>The last ones.</summary>
    public async Task<IResult> JobsAsync(HttpContext http)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        return Pages.Of<JobsPage>(visit, new JobsModel(await jobs.ListAsync(visit.Cancelled), One: false));
    }

    /// <summary>How one goes.</summary>
    public async Task<IResult> JobAsync(HttpContext http, string id)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        return BulkRoutes.IsId(id) && await jobs.FindAsync(id, visit.Cancelled) is { } job
            ? Pages.Of<JobsPage>(visit, new JobsModel([job], One: true))
            : await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status404NotFound);
    }

    /// <summary>Stops one after the order that it is at.</summary>
    public async Task<IResult> StopAsync(HttpContext http, string id)
    {
        AuditedAct.Of(http).Target = id;
        return BulkRoutes.IsId(id) && await jobs.StopAsync(id, Caller.Of(http).Name, CancellationToken.None) is not null
            ? Results.LocalRedirect($"{Paths.Jobs}/{id}")
            : await ConsoleGate.NoticeAsync(http, http.Features.GetRequiredFeature<Visit>(), StatusCodes.Status404NotFound);
    }

    /// <summary>A list as a file for spreadsheets.</summary>
    public async Task<IResult> CsvAsync(HttpContext http)
    {
        var (query, wrong) = Read(http, null, http.Features.GetRequiredFeature<Visit>().L);
        if (wrong is not null)
        {
            return await ConsoleGate.NoticeAsync(http, http.Features.GetRequiredFeature<Visit>(), StatusCodes.Status404NotFound);
        }

        var all = query.ToIndex() with { Limit = 200, Cursor = null };
        return new OrderCsv(index, all, await index.ListAsync(all, http.RequestAborted));
    }

    private static (ListQuery Query, string? Wrong) Read(HttpContext http, BulkAct? act, Language l)
    {
        var name = http.Request.Query["list"].ToString();
        var list = ListAddress.Lists.FirstOrDefault(one => one.Name == name, ListAddress.Lists[^1]);
        var (query, wrong) = ListAddress.Read(http, list.Show, "list");
        return (query with { Cursor = null }, wrong is not null ? l[$"{wrong.Name}: {wrong.Message}", $"{wrong.Name}: valor não aceito."]
            : act is not null && query is { Show: Show.All, IsOfFailure: false, Status: null, Search: null } ? l["Narrow the list first.", "Filtre a lista antes."]
            : act == BulkAct.Cancel && query is { Reason: null, IsOfFailure: false } ? l["Choose a reason or an error first.", "Escolha antes um motivo ou um erro."]
            : null);
    }

    private async Task<IResult> ShowAsync(HttpContext http, BulkAct act, string? refused)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        if (!visit.MayAct)
        {
            return await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status403Forbidden);
        }

        var (query, wrong) = Read(http, act, visit.L);
        var back = ListAddress.Of(ListAddress.Lists.First(one => one.Show == query.Show).Path, query);
        var post = $"{http.Request.Path}{http.Request.QueryString}";
        if ((refused ?? wrong) is { } why)
        {
            var status = wrong is null ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            return Pages.Of<BulkPage>(visit, new BulkModel(act, query, post, back, 0, "", [], why), status);
        }

        var page = await index.ListAsync((query with { Limit = BulkRoutes.Examples }).ToIndex(), visit.Cancelled);
        return Pages.Of<BulkPage>(visit, new BulkModel(
            act,
            query,
            post,
            back,
            await index.CountAsync(BulkRoutes.QueryOf(act, query.ToIndex()), visit.Cancelled),
            BulkRoutes.Told(BulkRoutes.QueryOf(act, query.ToIndex())),
            await rows.OfAsync(page.Orders, visit.L, visit.Cancelled),
            null));
    }
}

/// <summary>Maps them.</summary>
internal static class BulkPagesMap
{
    /// <summary>Maps <c>/console/bulk</c>, <c>/console/jobs</c> and <c>/console/orders.csv</c>.</summary>
    public static void MapBulkPages(this IEndpointRouteBuilder console)
    {
        foreach (var act in Enum.GetValues<BulkAct>())
        {
            var path = $"/bulk/{act.ToString().ToLowerInvariant()}";
            console.MapGet(path, (HttpContext http, BulkPages pages) => pages.AskAsync(http, act));
            console.MapPost(path, (HttpContext http, BulkPages pages) => pages.BeginAsync(http, act));
        }

        console.MapGet("/jobs", (HttpContext http, BulkPages pages) => pages.JobsAsync(http));
        console.MapGet("/jobs/{id}", (HttpContext http, BulkPages pages, string id) => pages.JobAsync(http, id));
        console.MapPost("/jobs/{id}/stop", (HttpContext http, BulkPages pages, string id) => pages.StopAsync(http, id));
        console.MapGet("/orders.csv", (HttpContext http, BulkPages pages) => pages.CsvAsync(http));
    }
}
