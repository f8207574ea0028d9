using System.Text.Json.Serialization;

namespace OrderGrains.Gateway.Operations;

/// <summary>An order as the API shows it: personal data masked, times UTC, money decimal reais.</summary>
internal sealed record OrderDetail(
    string Id,
    OrderStatus Status,
    int Version,
    decimal? Total,
    CustomerView? Customer,
    OmniChatView OmniChat,
    OpaboxView Opabox,
    VtexView Vtex,
    [property: JsonPropertyName("bonifiq")] BonifiQView BonifiQ,
    AttentionView? Attention,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AttentionView>? AlsoAttention,
    IReadOnlyList<RequestView> Requests,
    IReadOnlyList<LineView> Timeline,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? UnknownFields)
{
    /// <summary>Whether nothing of it is ever sent, since its tenant was observed when it began; left out where it is sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Observed { get; init; }

    /// <summary>The view of an order.</summary>
    public static OrderDetail Of(OrderId id, OrderView view, TenantSettings? tenant)
    {
        var record = view.Record;
        var state = record.State;
        var persons = KnownPersons.Of(state.Content, state.Vtex.Earlier);
        return new(
            id.ToString(),
            state.Status,
            record.Version,
            state.Content is { } content ? content.Total ?? Amounts.Total(content) : null,
            state.Content is null ? null : CustomerView.Of(state.Content.Customer),
            new(Shown(persons, state.OmniChat.Status), Shown(persons, state.Content?.Sale.Number)),
            new(state.Opabox.Status, state.Opabox.Link),
            new(
                tenant is { Vtex: null } ? null : VtexOrderIds.MarketplaceOrderId(id, state.Placement),
                state.Vtex.OrderId,
                VtexStages.Of(state),
                Shown(persons, state.Vtex.LastCode),
                state.Vtex.Invoices?.Select(invoice => InvoiceView.Of(invoice, persons)).ToArray()),
            new(state.BonifiQ.Acknowledged),
            state.Attention is [var first, ..] ? AttentionView.Of(first, persons) : null,
            state.Attention is [_, .. { Length: > 0 } others] ? [.. others.Select(other => AttentionView.Of(other, persons))] : null,
            [.. state.Requests.Select(request => RequestView.Of(request, view.InFlight.Contains(request.Id), persons))],
            [.. record.Timeline.Select(line => LineView.Of(line, persons))],
            // Their names only: what they hold may be personal.
            state.Content?.Unknown?.Keys.Select(name => persons.Mask(PersonalData.Field(name))).ToArray())
        {
            Observed = state.Observed,
        };
    }

    /// <summary>What somebody else wrote, without what the order holds of persons.</summary>
    internal static string? Shown(KnownPersons persons, string? text) => text is null ? null : persons.Mask(PersonalData.Id(text));
}

/// <summary>Who ordered, masked.</summary>
internal sealed record CustomerView(string? Name, string? Document)
{
    /// <summary>The masked view of a customer.</summary>
    public static CustomerView Of(Customer customer) =>
        new(PersonalData.Initials($"{customer.Name} {customer.LastName}"), Masking.Document(customer.Document));
}

/// <summary>How the order stands at OmniChat, and the number that the shop's staff see there.</summary>
internal sealed record OmniChatView(string? Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Number);

/// <summary>How it stands at OPABOX, and the order that it is linked with.</summary>
internal sealed record OpaboxView(
    int? Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Link);

/// <summary>How it stands at VTEX.</summary>
internal sealed record VtexView(
    string? MarketplaceOrderId,
    string? OrderId,
    VtexStage State,
    string? LastCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<InvoiceView>? Invoices);

/// <summary>One of VTEX's invoices; its value in reais.</summary>
internal sealed record InvoiceView(string Number, decimal? Value, bool Return, string? TrackingNumber, string? TrackingUrl, bool Delivered)
{
    /// <summary>The view of an invoice.</summary>
    public static InvoiceView Of(VtexInvoice invoice, KnownPersons persons) => new(
        OrderDetail.Shown(persons, invoice.Number)!, invoice.Value / 100m, invoice.Return, OrderDetail.Shown(persons, invoice.TrackingNumber),
        Page(OrderDetail.Shown(persons, invoice.TrackingUrl)), invoice.Delivered);

    /// <summary>The address of a page; null for anything else, which somebody might click on.</summary>
    private static string? Page(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var page) && (page.Scheme == Uri.UriSchemeHttps || page.Scheme == Uri.UriSchemeHttp) ? address : null;
}

/// <summary>How it stands at BonifiQ.</summary>
internal sealed record BonifiQView(LoyaltyStanding State);

/// <summary>Why it needs a person.</summary>
internal sealed record AttentionView(string Reason, string Message, DateTime Since)
{
    /// <summary>The view of a reason.</summary>
    public static AttentionView Of(Attention attention, KnownPersons persons) =>
        new(attention.Reason, persons.Mask(attention.Message), attention.Since.UtcDateTime);
}

/// <summary>One call that it owes or owed.</summary>
internal sealed record RequestView(
    string Id, string Target, Operation Operation, string State, int Attempts, DateTime? NextAttemptAt, string? LastError)
{
    /// <summary>The view of a request; one that is being sent at this moment shows <c>InFlight</c>.</summary>
    public static RequestView Of(OwedRequest request, bool inFlight, KnownPersons persons) => new(
        request.Id,
        request.Target,
        request.Operation,
        inFlight ? "InFlight" : request.State.ToString(),
        request.Attempts,
        request.IsOpen() ? request.DueAt?.UtcDateTime : null,
        (request.LastError ?? request.LastCode) is { } said ? persons.Mask(said) : null);
}

/// <summary>One line of its story.</summary>
internal sealed record LineView(
    DateTime At, string? OperationId, string Operation, Direction Direction, LineStatus Status, string Message)
{
    /// <summary>The view of a line.</summary>
    public static LineView Of(TimelineLine line, KnownPersons persons) => new(
        line.At.UtcDateTime, line.OperationId is { } id ? persons.Mask(id) : null, persons.Mask(line.Operation), line.Direction, line.Status,
        persons.Mask(line.Message));
}
