using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Lists;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Desk;

/// <summary>What operators do with refused bodies and unmatched notifications: the list again, with what became of it.</summary>
internal sealed class KeptPages(KeptReplays replays, DeskPages desk, RailCounts counts, IOrderEngine engine)
{
    /// <summary>Runs one through its hook again.</summary>
    public async Task<IResult> ReplayAsync(HttpContext http, KeptList list, string id) => await ToldAsync(http, list, await replays.RunAsync(http, list, id));

    /// <summary>Plays a notification as a fact of the order that the form names.</summary>
    public async Task<IResult> AssignAsync(HttpContext http, string id)
    {
        var l = http.Features.GetRequiredFeature<Visit>().L;
        var text = http.Features.GetRequiredFeature<IFormCollection>()["order"].ToString().Trim();
        if (!OrderId.TryParse(text, out var order) || await engine.ReadAsync(order, http.RequestAborted) is null)
        {
            AuditedAct.Of(http).Detail = id;
            return await ToldAsync(http, KeptList.Unmatched, new(StatusCodes.Status404NotFound, l["no such order is known", "não há tal pedido"]));
        }

        return await ToldAsync(http, KeptList.Unmatched, await replays.RunAsync(http, KeptList.Unmatched, id, order));
    }

    private async Task<IResult> ToldAsync(HttpContext http, KeptList list, Replayed replayed)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var l = visit.L;
        counts.Forget();
        visit.Counts = await counts.CountAsync(visit.Cancelled);
        visit.Told = replayed switch
        {
            { Answer: { Reason: null } answer } => new(Sign.Done, l[$"Taken by {answer.Order}; it is listed no more.", $"Recebido por {answer.Order}; não está mais na lista."]),
            { Answer: { } answer } => new(Sign.Person, l[$"{answer.Order} refused it: {answer.Reason}", $"{answer.Order} o recusou: {answer.Reason}"]),
            { Field: { } field } => new(Sign.Person, l[$"Refused again, for the field {field}; it stays listed.", $"Recusado de novo, pelo campo {field}; continua na lista."]),
            _ => new(Sign.Person, l[$"Nothing was done: {replayed.Why}", $"Nada foi feito: {replayed.Why}"]),
        };
        return list == KeptList.Refused ? await desk.RefusedAsync(http) : await desk.UnmatchedAsync(http);
    }
}

/// <summary>Maps these acts.</summary>
internal static class KeptPagesMap
{
    /// <summary>Maps <c>/console/refused/{id}/replay</c>, <c>/unmatched/{id}/replay</c> and <c>/unmatched/{id}/assign</c>.</summary>
    public static void MapKeptPages(this IEndpointRouteBuilder console)
    {
        console.MapPost("/refused/{id}/replay", (HttpContext http, KeptPages pages, string id) => pages.ReplayAsync(http, KeptList.Refused, id));
        console.MapPost("/unmatched/{id}/replay", (HttpContext http, KeptPages pages, string id) => pages.ReplayAsync(http, KeptList.Unmatched, id));
        console.MapPost("/unmatched/{id}/assign", (HttpContext http, KeptPages pages, string id) => pages.AssignAsync(http, id));
    }
}
