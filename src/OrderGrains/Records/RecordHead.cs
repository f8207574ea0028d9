using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>What can be read of a record without its body; the source of every index column.</summary>
public sealed record RecordHead
{
    private const char Between = ' ';
    private const int MaxName = 64; // Characters of a name that others gave.

    /// <summary>The order, in text form.</summary>
    public required string Id { get; init; }

    /// <summary>Counts the writes.</summary>
    public int Version { get; init; }

    /// <summary>What the order shows.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Codes of all reasons why the order needs a person, the most pressing first, a space between; null where there is none.</summary>
    public string? Attention { get; init; }

    /// <summary>Time of the last change.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the order next has something to do.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Whether a request is parked.</summary>
    public bool Parked { get; init; }

    /// <summary>VTEX's order id.</summary>
    public string? VtexOrderId { get; init; }

    /// <summary>The number that the shop's staff see (OmniChat's <c>retailerOrderId</c>).</summary>
    public string? Number { get; init; }

    /// <summary>Keyed hash of the customer's document.</summary>
    public string? CustomerHash { get; init; }

    /// <summary>The shop: OPABOX's <c>company_external_id</c>, OmniChat's <c>team.externalId</c>.</summary>
    public string? Store { get; init; }

    /// <summary>Numbers of VTEX's invoices of it; null where there is none.</summary>
    public ImmutableArray<string>? Invoices { get; init; }

    /// <summary>The calls that it owes, and those that stopped; null where there is none.</summary>
    public ImmutableArray<OwedHead>? Owed { get; init; }

    /// <summary>Whether a reason is one of them; <c>*</c> is any.</summary>
    public bool NeedsPersonFor(string reason) => Attention is not null
        && (reason == "*" || $"{Between}{Attention}{Between}".Contains($"{Between}{reason}{Between}", StringComparison.Ordinal));

    /// <summary>The most pressing of them.</summary>
    public string? MostPressing() => Attention?.Split(Between)[0];

    /// <summary>The number of an order that the shop's staff see.</summary>
    public static string? NumberOf(OrderRecord record) => record.State.StoredContent is { } content ? Contents.NumberIn(content) : null;

    /// <summary>The shop of an order.</summary>
    public static string? StoreOf(OrderRecord record) => record.State.StoredContent is { } content ? Contents.StoreIn(content) : null;

    /// <summary>
    /// The numbers of an order's invoices, as far as they are shown; null where there is none. Who invoices may write anything there: what has no digit, or anything that is
    /// known of a person, is none. Where persons were erased and nobody knows them any more, only digits and what stands between them are.
    /// </summary>
    public static ImmutableArray<string>? InvoicesOf(OrderRecord record)
    {
        if (record.State.Vtex.Invoices is not { IsEmpty: false } invoices)
        {
            return null;
        }

        var persons = KnownPersons.Of(record.State.Content, record.State.Vtex.Earlier);
        var erased = record.State.PersonsErased;
        ImmutableArray<string> shown =
        [
            .. invoices.Select(invoice => persons.Mask(erased ? PersonalData.Mask(invoice.Number) : PersonalData.Id(invoice.Number)))
                .Where(number => IsNumber(number, erased)).Select(Cut).Distinct().Order(StringComparer.Ordinal),
        ];
        return shown.IsEmpty ? null : shown;
    }

    /// <summary>The head of a record.</summary>
    public static RecordHead Of(OrderRecord record) => new()
    {
        Id = record.Id.ToString(),
        Version = record.Version,
        Status = record.State.Status,
        Attention = record.State.Attention.IsEmpty ? null : string.Join(Between, record.State.Attention.Select(attention => attention.Reason)),
        ChangedAt = record.ChangedAt,
        NextDue = record.NextDue(),
        Parked = record.State.Requests.Any(request => request.State == RequestState.Parked),
        VtexOrderId = record.State.Vtex.OrderId,
        Number = NumberOf(record),
        CustomerHash = record.CustomerHash,
        Store = StoreOf(record),
        Invoices = InvoicesOf(record),
        Owed = OwedHead.Of(record),
    };

    private static bool IsNumber(string text, bool digitsOnly) =>
        text.Any(char.IsAsciiDigit) && !text.Contains(PersonalData.Masked, StringComparison.Ordinal)
        && (!digitsOnly || text.All(static sign => char.IsAsciiDigit(sign) || sign is '.' or '-' or '/'));

    private static string Cut(string name) => name[..Math.Min(name.Length, MaxName)];
}
