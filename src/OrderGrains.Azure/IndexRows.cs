using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Azure;

/// <summary>
/// Rows by which orders are listed: one for each list that an order is on, by the time of its change, the newest first, and one for
/// each of its ids. A tenant's list is spread over partitions, since every turn of every order writes to it.
/// </summary>
internal static class IndexRows
{
    /// <summary>Every order.</summary>
    public const string Everything = "all";

    /// <summary>Those that need a person.</summary>
    public const string Attention = "attention";

    /// <summary>Those with a call that failed or stopped.</summary>
    public const string Failing = "failing";

    /// <summary>Names of the tenants that have orders.</summary>
    public const string Tenants = "tenants";

    private const int Spread = 8;
    private const int LongestId = 80;

    /// <summary>The rows that a record calls for; none for no record, and for that of an order that was never written.</summary>
    public static Dictionary<RowKey, string> Of(OrderRecord? record)
    {
        var rows = new Dictionary<RowKey, string>();
        if (record is null or { Version: 0 })
        {
            return rows;
        }

        var head = RecordHead.Of(record);
        var (tenant, number) = (record.Id.Tenant, BlobNames.NumberOf(record.Id));
        var key = $"{After(new(head.ChangedAt.UtcTicks, number))}.{record.Version:D10}";
        var value = JsonSerializer.Serialize(head, RecordCodec.Json.RecordHead);
        rows[new(Partition(Everything, tenant, number), key)] = value;
        if (head.Attention is not null)
        {
            rows[new(Partition(Attention, tenant, number), key)] = value;
        }

        if (head.Owed?.Any(static owed => owed.Code is not null) == true)
        {
            rows[new(Partition(Failing, tenant, number), key)] = value;
        }

        if (head.CustomerHash is { } hash)
        {
            rows[new(OfCustomer(hash), key)] = value;
        }

        // They do not move: an order's changes leave them as they are.
        rows[new(OfIds(tenant), $"x.{record.Id.ExternalId}.{(int)record.Id.Channel}")] = head.Id;
        if (head.VtexOrderId is { } vtex)
        {
            rows[new(OfIds(tenant), $"v.{Safe(vtex)}.{number:x16}")] = head.Id;
        }

        if (head.Number is { } shown)
        {
            rows[new(OfIds(tenant), $"n.{Safe(shown)}.{number:x16}")] = head.Id;
        }

        foreach (var invoice in head.Invoices ?? [])
        {
            rows[new(OfIds(tenant), $"i.{Safe(invoice)}.{number:x16}")] = head.Id;
        }

        return rows;
    }

    /// <summary>The partitions of a tenant's list.</summary>
    public static IEnumerable<string> Partitions(string list, string tenant) =>
        Enumerable.Range(0, Spread).Select(part => $"{list}.{tenant}.{part}");

    /// <summary>The partition of a customer's orders.</summary>
    public static string OfCustomer(string hash) => $"customer.{Safe(hash)}";

    /// <summary>Orders of a tenant by their own ids' beginning.</summary>
    public static RowRange OwnIds(string tenant, string start) => RowRange.Under(OfIds(tenant), $"x.{Safe(start)}");

    /// <summary>Every order of a tenant, once.</summary>
    public static RowRange Orders(string tenant) => RowRange.Under(OfIds(tenant), "x.");

    /// <summary>Orders of a tenant by VTEX's ids' beginning.</summary>
    public static RowRange VtexIds(string tenant, string start) => RowRange.Under(OfIds(tenant), $"v.{Safe(start)}");

    /// <summary>Orders of a tenant by the beginning of the number that the shop's staff see.</summary>
    public static RowRange Numbers(string tenant, string start) => RowRange.Under(OfIds(tenant), $"n.{Safe(start)}");

    /// <summary>Orders of a tenant by the beginning of an invoice's number.</summary>
    public static RowRange Invoices(string tenant, string start) => RowRange.Under(OfIds(tenant), $"i.{Safe(start)}");

    /// <summary>A list's rows after the page that a cursor ends.</summary>
    public static RowRange After(string partition, ChangeCursor cursor) =>
        new(partition, cursor == ChangeCursor.Start ? "" : After(cursor) + RowRange.End, RowRange.End);

    /// <summary>The place in a list that a row has.</summary>
    public static ChangeCursor PlaceOf(EntityRow row) => new(
        long.MaxValue - long.Parse(row.At.Key.AsSpan(0, 19), CultureInfo.InvariantCulture),
        long.MaxValue - long.Parse(row.At.Key.AsSpan(20, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>The order as it was at that change.</summary>
    public static RecordHead Head(EntityRow row) => JsonSerializer.Deserialize(row.Value, RecordCodec.Json.RecordHead)!;

    private static string After(ChangeCursor place) => $"{long.MaxValue - place.ChangedAt:D19}.{long.MaxValue - place.Key:x16}";

    private static string Partition(string list, string tenant, long number) => $"{list}.{tenant}.{number % Spread}";

    private static string OfIds(string tenant) => $"id.{tenant}";

    /// <summary>A text of others as part of a key, sign by sign, so that a beginning stays one.</summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (var sign in text.Length > LongestId ? text.AsSpan(0, LongestId) : text)
        {
            _ = char.IsAsciiLetterOrDigit(sign) || sign is '.' or '_' or '-' ? safe.Append(sign) : safe.Append('!').Append(((int)sign).ToString("x4"));
        }

        return safe.ToString();
    }
}
