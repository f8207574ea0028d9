using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Session;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Lists;

/// <summary>The lists of orders. Their filters are the API's, in the address; what can match nothing is said and not shown as an empty list.</summary>
internal sealed class ListPages(IOrderIndex index, ListRows rows, IPersons persons, IFailureIndex failures, ITargets targets)
{
    private const int OfGroup = 5;
    private const int OfPage = 50;

    private const int MostGroups = 8;

    /// <summary>The page of a list.</summary>
    public async Task<IResult> ShowAsync(HttpContext http, Show show, string path)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var (query, wrong) = ListAddress.Read(http, show);
        var l = visit.L;
        if (wrong is not null)
        {
            return Answer(visit, new(query, path, Title(show, l), null, [], l[$"{wrong.Name}: {wrong.Message}", $"{wrong.Name}: valor não aceito."], null), StatusCodes.Status400BadRequest);
        }

        if (show == Show.All && await OnlyOneAsync(query, visit) is { } only)
        {
            return Results.LocalRedirect(Paths.Order(only));
        }

        try
        {
            return Answer(visit, query.Cursor is not null ? await FlatAsync(query, path, visit)
                : show == Show.Person && query.Reason is null ? await GroupedAsync(query, path, visit)
                : show is Show.Retrying or Show.Parked && !query.IsOfFailure && query is { Status: null, Search: null, Shop: null } ? await FailuresAsync(query, path, visit)
                : await FlatAsync(query, path, visit));
        }
        catch (FormatException)
        {
            return Answer(
                visit, new(query, path, Title(show, l), null, [], l["The address names no page of this list.", "O endereço não é de uma página desta lista."], null), StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>Orders of a person, by the document that a form brings, so that no address has it.</summary>
    public async Task<IResult> OfPersonAsync(HttpContext http)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var l = visit.L;
        ListQuery query = new(Show.All);
        if (Documents.Plain(http.Features.GetRequiredFeature<IFormCollection>()["document"].ToString()) is not { Length: >= 5 and <= 32 } document)
        {
            return Answer(
                visit,
                new(query, Paths.OfPerson, l["Orders of a person", "Pedidos de uma pessoa"], null, [], l["A CPF or CNPJ is expected.", "Informe um CPF ou CNPJ."], null) { IsOfPerson = true },
                StatusCodes.Status400BadRequest);
        }

        (AuditedAct.Of(http).Name, AuditedAct.Of(http).Target) = ("search", Masking.Document(document) ?? "");
        var index = persons.IndexOf(document);
        var page = await index.ListAsync(query.ToIndex(), visit.Cancelled);
        var count = await index.CountAsync(query.ToIndex(), visit.Cancelled);
        var found = await rows.OfAsync(page.Orders, l, visit.Cancelled);
        var title = l[$"{l.Many(count, "order", "orders")} of {Masking.Document(document)}", $"{l.Many(count, "pedido", "pedidos")} de {Masking.Document(document)}"];
        return Answer(visit, new(query, Paths.OfPerson, title, null, [new(l.Many(count, l["order", "pedido"], l["orders", "pedidos"]), null, null, null, found, null)], null, null) { IsOfPerson = true });
    }

    /// <summary>The groups of what needs a person, by harm; each with its first orders.</summary>
    public async Task<IReadOnlyList<ListGroup>> GroupsAsync(ListQuery query, Visit visit, int rowsOfGroup)
    {
        List<ListGroup> groups = [];
        foreach (var reason in Reasons.ByHarm)
        {
            var ofReason = query with { Show = Show.Person, Reason = reason, Limit = 200 };
            var page = await index.ListAsync(ofReason.ToIndex(), visit.Cancelled);
            RecordHead[] heads = [.. page.Orders.Where(head => head.MostPressing() == reason)]; // Each order is in one group.
            if (heads.Length == 0)
            {
                continue;
            }

            var count = page.Next is null ? heads.Length : await index.CountAsync(ofReason.ToIndex(), visit.Cancelled);
            var oldest = await rows.OfAsync([heads[^1]], visit.L, visit.Cancelled);
            groups.Add(new(
                Reasons.Group(reason, visit.L),
                reason,
                count,
                Reasons.ToDo(reason, visit.L),
                await rows.OfAsync([.. heads.Reverse().Take(rowsOfGroup)], visit.L, visit.Cancelled),
                count > rowsOfGroup ? ListAddress.Of(Paths.Person, ofReason with { Cursor = null }) : null)
            { Oldest = oldest is [var row] ? row.Since ?? row.Changed : null });
        }

        return groups;
    }

    private static string Title(Show show, Language l) => show switch
    {
        Show.Person => l["Orders that need a person", "Pedidos que precisam de alguém"],
        Show.Retrying => l["Orders whose calls are tried again", "Pedidos com novas tentativas"],
        Show.Waiting => l["Orders that wait for a result", "Pedidos que aguardam resultado"],
        Show.Parked => l["Orders of which a call stopped", "Pedidos com uma chamada parada"],
        _ => l["All orders", "Todos os pedidos"],
    };

    private static IResult Answer(Visit visit, ListModel model, int status = StatusCodes.Status200OK) => Pages.Of<ListPage>(visit, model, status);

    /// <summary>A search that finds one order alone leads to it.</summary>
    private async Task<OrderId?> OnlyOneAsync(ListQuery query, Visit visit) =>
        query is { Search: not null, Status: null, Cursor: null } && await index.ListAsync((query with { Limit = 2 }).ToIndex(), visit.Cancelled) is { Orders: [var only] } ? OrderId.Parse(only.Id) : null;

    private async Task<ListModel> GroupedAsync(ListQuery query, string path, Visit visit)
    {
        var l = visit.L;
        var groups = await GroupsAsync(query, visit, OfGroup);
        var total = await index.CountAsync(query.ToIndex(), visit.Cancelled);
        var shoppers = groups.Where(group => Reasons.HasShopperWaiting(group.Code!)).Sum(group => group.Count ?? 0);
        return new(
            query,
            path,
            total == 0 ? l["No order needs a person", "Nenhum pedido precisa de alguém"]
                : l[$"{l.Many(total, "order needs", "orders need")} a person", $"{l.Many(total, "pedido precisa", "pedidos precisam")} de alguém"],
            total == 0 ? l.Say($"What goes wrong and mends itself is under {Mark.Link("Retrying", Paths.Retrying)}.", $"O que falha e se resolve sozinho está em {Mark.Link("Novas tentativas", Paths.Retrying)}.")
                : shoppers > 0 ? l.Say($"{Mark.Strong(l.Many(shoppers, "shopper waits", "shoppers wait"))} for goods or for word. Begin with those.", $"{Mark.Strong(l.Many(shoppers, "cliente espera", "clientes esperam"))} mercadoria ou resposta. Comece por eles.")
                : l.Say($"No shopper waits for goods because of them.", $"Nenhum cliente espera mercadoria por causa deles."),
            groups,
            null,
            null);
    }

    /// <summary>What failed, by cause: a thousand orders that one dead system holds back are one group.</summary>
    private async Task<ListModel> FailuresAsync(ListQuery query, string path, Visit visit)
    {
        var l = visit.L;
        var parked = query.Show == Show.Parked;
        var found = await failures.FailuresAsync(query.Tenant, query.Calls!, visit.Cancelled);
        List<ListGroup> groups = [];
        foreach (var group in found.Groups.Take(MostGroups))
        {
            var only = query with
            {
                Tenant = group.Tenant,
                Owed = (query.Owed ?? new()) with { Target = group.Target, Operation = group.Operation, Code = group.Code, Shape = group.Shape },
                Limit = OfGroup,
            };
            var first = await index.ListAsync(only.ToIndex(), visit.Cancelled);
            groups.Add(new(
                $"{Names.Target(group.Target)} · {Names.Deed(group.Operation, l)}: {HubWords.Failure(group.Code, group.Shape, l)}",
                group.Code,
                group.Count,
                Reasons.Meaning(group.Code, parked, l),
                await rows.OfAsync(first.Orders, l, visit.Cancelled),
                group.Count > OfGroup ? ListAddress.Of(path, only) : null)
            {
                Oldest = group.Oldest, Only = ListAddress.Of(path, only), Lane = $"{group.Target} {l["of", "de"]} {group.Tenant}", Sign = parked ? Sign.Person : Sign.Retry,
            });
        }

        var calls = found.Groups.Sum(group => group.Count);
        return new(
            query,
            path,
            (calls, parked) switch
            {
                (0, true) => l["No call has stopped", "Nenhuma chamada parou"],
                (0, false) => l["No call has failed", "Nenhuma chamada falhou"],
                (_, true) => l[$"{l.Many(calls, "call", "calls")} stopped, and a person decides", $"{l.Many(calls, "chamada parou", "chamadas pararam")}, e alguém decide"],
                _ => l[$"{l.Many(calls, "call", "calls")} will be tried again, none needs you yet", $"{l.Many(calls, "chamada será refeita", "chamadas serão refeitas")}; nada a fazer ainda"],
            },
            calls == 0 ? l.Say($"What fails appears here with its cause, in groups.", $"O que falhar aparece aqui com a causa, em grupos.") : null,
            groups,
            null,
            null)
        {
            Matching = calls == 0 ? null : await index.CountAsync(query.ToIndex(), visit.Cancelled),
            Verdict = [.. Waits(found, visit)],
            MoreGroups = Math.Max(0, found.Groups.Count - MostGroups),
        };
    }

    /// <summary>Which systems hold calls back, and how many.</summary>
    private IEnumerable<(Sign Sign, Sentence Said)> Waits(FailureGroups found, Visit visit)
    {
        var l = visit.L;
        foreach (var condition in targets.Conditions())
        {
            var line = Desk.TargetLine.Of(condition, visit);
            var waits = found.Groups.Where(group => group.Tenant == condition.Tenant && group.Target == condition.Target).Sum(group => group.Count);
            if (waits > 0 && line.Standing.Sign is Sign.Retry or Sign.Pause)
            {
                var who = $"{l.Many(waits, l["waits", "espera"], l["wait", "esperam"])} {l["for", "por"]} {Names.Target(condition.Target)} {l["of", "de"]} {condition.Tenant}";
                yield return (line.Standing.Sign, (Sentence)$"{Mark.Strong(who)}. {line.Why}.");
            }
        }
    }

    private async Task<ListModel> FlatAsync(ListQuery query, string path, Visit visit)
    {
        var l = visit.L;
        var page = await index.ListAsync(query.ToIndex(), visit.Cancelled);
        var count = await index.CountAsync(query.ToIndex(), visit.Cancelled);
        var found = await rows.OfAsync(page.Orders, l, visit.Cancelled);
        var title = query.Reason is { } reason ? Reasons.Group(reason, l)
            : query.IsOfFailure ? $"{(query.Owed!.Target is { } target ? $"{Names.Target(target)}: " : "")}{HubWords.Failure(query.Owed.Code, query.Owed.Shape, l)}"
            : Title(query.Show, l);
        Sentence? lead = query.Show switch
        {
            Show.Retrying or Show.Parked when query.Owed?.Code is { } failed => Sentence.Of(Reasons.Meaning(failed, query.Show == Show.Parked, l)),
            Show.Retrying => l.Say($"Nobody need do anything: each goes out again by itself. Time behind a block or a pause does not count.", $"Ninguém precisa agir: cada uma sai de novo sozinha. O tempo de bloqueio ou pausa não conta."),
            Show.Waiting => l.Say($"Sent, and the system will tell how it went. Where it does not, it is asked.", $"Enviado; o sistema dirá como foi. Se não disser, o hub pergunta."),
            Show.Parked => l.Say($"A call stopped, and nothing of it happens until a person decides.", $"Uma chamada parou, e nada acontece até alguém decidir."),
            Show.Person when query.Reason is { } known => Sentence.Of(Reasons.ToDo(known, l)),
            _ => null,
        };
        var counted = l.Many(count, l["order", "pedido"], l["orders", "pedidos"]);
        return new(
            query,
            path,
            title,
            lead,
            [new(counted, query.Reason, null, null, found, null)
                { Sign = query.Show switch { Show.Retrying => Sign.Retry, Show.Waiting => Sign.Flow, Show.All => Sign.None, _ => Sign.Person } }],
            null,
            page.Next is { } next ? ListAddress.Of(path, query with { Cursor = next }) : null)
        {
            Matching = count > 0 && query.Show is not (Show.All or Show.Waiting) ? count : null,
        };
    }
}

/// <summary>Maps the lists.</summary>
internal static class ListPagesMap
{
    /// <summary>Maps <c>/console/person</c>, <c>/retrying</c>, <c>/waiting</c>, <c>/parked</c>, <c>/orders</c> and the search by document.</summary>
    public static void MapListPages(this IEndpointRouteBuilder console)
    {
        foreach (var (_, show, path) in ListAddress.Lists)
        {
            console.MapGet(path[Paths.Root.Length..], (HttpContext http, ListPages pages) => pages.ShowAsync(http, show, path));
        }

        console.MapPost("/of-person", (HttpContext http, ListPages pages) => pages.OfPersonAsync(http)).WithMetadata(LooksOnly.Instance);
    }
}
