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
internal sealed class ListPages(OrderLists lists, ListRows rows, IOrderEngine engine, IPersons persons, TimeProvider time)
{
    private const int OfGroup = 5;
    private const int OfPage = 50;

    private static readonly string[] Filters = ["tenant", "status", "q"];

    /// <summary>The page of a list.</summary>
    public async Task<IResult> ShowAsync(HttpContext http, Show show, string path)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var reader = new OrderQueryReader(http.Request.Query, visit.Settings, time, Filters);
        var asked = reader.Read("reason", "cursor", "lang", "did");
        var reason = http.Request.Query["reason"].ToString() is { Length: > 0 } code && Reasons.ByHarm.Contains(code) ? code : null;
        ListQuery query = new(show, asked.Tenant, asked.Status, reason, asked.Prefix?.Trim(), OfPage, asked.Cursor);
        var l = visit.L;
        if (reader.Wrong is { } wrong)
        {
            return Answer(visit, new(query, path, Title(show, l), null, [], l[$"{wrong.Name}: {wrong.Message}", $"{wrong.Name}: valor não aceito."], null), StatusCodes.Status400BadRequest);
        }

        if (show == Show.All && await OnlyOneAsync(query, visit) is { } only)
        {
            return Results.LocalRedirect(Paths.Order(only));
        }

        try
        {
            return Answer(visit, show == Show.Person && reason is null && query.Cursor is null ? await GroupedAsync(query, path, visit) : await FlatAsync(query, path, visit));
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

        var orders = await persons.OrdersOfAsync(document, visit.Cancelled);
        List<RecordHead> heads = [];
        foreach (var order in orders.Take(OfPage))
        {
            if (await engine.ReadAsync(order, visit.Cancelled) is { } view)
            {
                heads.Add(RecordHead.Of(view.Record));
            }
        }

        var found = await rows.OfAsync(heads, l, visit.Cancelled);
        var title = l[$"{l.Many(orders.Count, "order", "orders")} of {Masking.Document(document)}", $"{l.Many(orders.Count, "pedido", "pedidos")} de {Masking.Document(document)}"];
        return Answer(visit, new(query, Paths.OfPerson, title, null, [new(l.Many(orders.Count, l["order", "pedido"], l["orders", "pedidos"]), null, null, null, found, null)], null, null) { IsOfPerson = true });
    }

    /// <summary>The groups of what needs a person, by harm; each with its first orders.</summary>
    public async Task<IReadOnlyList<ListGroup>> GroupsAsync(ListQuery query, Visit visit, int rowsOfGroup)
    {
        List<ListGroup> groups = [];
        foreach (var reason in Reasons.ByHarm)
        {
            var ofReason = query with { Show = Show.Person, Reason = reason, Limit = 200 };
            var page = await lists.ListAsync(ofReason, visit.Cancelled);
            RecordHead[] heads = [.. page.Orders.Where(head => head.MostPressing() == reason)]; // Each order is in one group.
            if (heads.Length == 0)
            {
                continue;
            }

            var count = page.Next is null ? heads.Length : await lists.CountAsync(ofReason, visit.Cancelled);
            var oldest = await rows.OfAsync([heads[^1]], visit.L, visit.Cancelled);
            groups.Add(new(
                Reasons.Group(reason, visit.L),
                reason,
                count,
                Reasons.ToDo(reason, visit.L),
                await rows.OfAsync([.. heads.Reverse().Take(rowsOfGroup)], visit.L, visit.Cancelled),
                count > rowsOfGroup ? Address(Paths.Person, ofReason with { Cursor = null }) : null)
            { Oldest = oldest is [var row] ? row.Since ?? row.Changed : null });
        }

        return groups;
    }

    private static string Address(string path, ListQuery query)
    {
        var address = QueryString.Empty;
        void Add(string name, string? value) => address = value is null ? address : address.Add(name, value);
        Add("tenant", query.Tenant);
        Add("status", query.Status?.ToString());
        Add("reason", query.Reason);
        Add("q", query.Search);
        Add("cursor", query.Cursor);
        return $"{path}{address}";
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
        query is { Search: not null, Status: null, Cursor: null } && await lists.ListAsync(query with { Limit = 2 }, visit.Cancelled) is { Orders: [var only] } ? OrderId.Parse(only.Id) : null;

    private async Task<ListModel> GroupedAsync(ListQuery query, string path, Visit visit)
    {
        var l = visit.L;
        var groups = await GroupsAsync(query, visit, OfGroup);
        var total = await lists.CountAsync(query, visit.Cancelled);
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

    private async Task<ListModel> FlatAsync(ListQuery query, string path, Visit visit)
    {
        var l = visit.L;
        var page = await lists.ListAsync(query, visit.Cancelled);
        var count = await lists.CountAsync(query, visit.Cancelled);
        var found = await rows.OfAsync(page.Orders, l, visit.Cancelled);
        var title = query.Reason is { } reason ? Reasons.Group(reason, l) : Title(query.Show, l);
        Sentence? lead = query.Show switch
        {
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
            page.Next is { } next ? Address(path, query with { Cursor = next }) : null);
    }
}

/// <summary>Maps the lists.</summary>
internal static class ListPagesMap
{
    /// <summary>Maps <c>/console/person</c>, <c>/retrying</c>, <c>/waiting</c>, <c>/parked</c>, <c>/orders</c> and the search by document.</summary>
    public static void MapListPages(this IEndpointRouteBuilder console)
    {
        foreach (var (show, path) in (ReadOnlySpan<(Show, string)>)
            [(Show.Person, Paths.Person), (Show.Retrying, Paths.Retrying), (Show.Waiting, Paths.Waiting), (Show.Parked, Paths.Parked), (Show.All, Paths.Orders)])
        {
            console.MapGet(path[Paths.Root.Length..], (HttpContext http, ListPages pages) => pages.ShowAsync(http, show, path));
        }

        console.MapPost("/of-person", (HttpContext http, ListPages pages) => pages.OfPersonAsync(http)).WithMetadata(LooksOnly.Instance);
    }
}
