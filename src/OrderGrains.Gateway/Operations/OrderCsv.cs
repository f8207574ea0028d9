using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>
/// A list of orders as comma-separated values (RFC 4180), from a page on to the end of the list, at most <see cref="MaxOrders"/>. Written as it is read, so that
/// none of it is held. Times are UTC.
/// </summary>
internal sealed class OrderCsv(IOrderIndex index, OrderQuery query, OrderPage first) : IResult
{
    /// <summary>Most orders of one answer.</summary>
    public const int MaxOrders = 100_000;

    private const string Columns = "id,status,version,attention,parked,shop,vtexOrderId,number,invoices,changedAt,nextDue,owed";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancellationToken) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=orders.csv";
        await response.WriteAsync($"{Columns}\r\n", cancellationToken);
        var (page, left) = (first, MaxOrders);
        while (true)
        {
            await response.WriteAsync(string.Concat(page.Orders.Take(left).Select(Line)), cancellationToken);
            left -= page.Orders.Count;
            if (page.Next is null || left <= 0)
            {
                return;
            }

            page = await index.ListAsync(query with { Cursor = page.Next }, cancellationToken);
        }
    }

    private static string Line(RecordHead head)
    {
        var line = new StringBuilder();
        var owed = head.Owed?.Select(static one => string.Join(' ', ((string?[])[one.Target, $"{one.Operation}", $"{one.State}", one.Code]).Where(part => part is not null)));
        line.AppendJoin(
            ',',
            head.Id, $"{head.Status}", $"{head.Version}", Field(head.Attention), head.Parked ? "true" : "false", Field(head.Store), Field(head.VtexOrderId), Field(head.Number),
            Field(head.Invoices is { } invoices ? string.Join(' ', invoices) : null), Time(head.ChangedAt), head.NextDue is { } due ? Time(due) : "",
            Field(owed is null ? null : string.Join("; ", owed)));
        return line.Append("\r\n").ToString();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture);

    /// <summary>A text that others gave: quoted, and never one that a spreadsheet takes for a formula.</summary>
    private static string Field(string? text) => text switch
    {
        null or "" => "",
        ['=' or '+' or '-' or '@' or '\t' or '\r', ..] => $"\"'{Escaped(text)}\"",
        _ => $"\"{Escaped(text)}\"",
    };

    private static string Escaped(string text) => text.Replace("\"", "\"\"", StringComparison.Ordinal);
}
