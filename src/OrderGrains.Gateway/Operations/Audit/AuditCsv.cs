using System.Globalization;
using System.Text;

namespace OrderGrains.Gateway.Operations;

/// <summary>The audit as a file for spreadsheets (RFC 4180): every field in quotes, and none that a spreadsheet would take for a formula.</summary>
internal static class AuditCsv
{
    private const string Head = "at,operator,role,act,target,detail,outcome,status\r\n";

    /// <summary>Writes a page and all that follow it.</summary>
    public static async Task WriteAsync(Stream to, IAudit audit, AuditQuery query, AuditPage page, CancellationToken cancellationToken)
    {
        await to.WriteAsync(Encoding.UTF8.GetBytes(Head), cancellationToken);
        while (true)
        {
            await to.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(page.Acts.Select(Line))), cancellationToken);
            if (page.Next is null)
            {
                return;
            }

            page = await audit.ListAsync(query with { Cursor = page.Next }, cancellationToken);
        }
    }

    private static string Line(AuditEntry act) => string.Join(
        ',',
        new[]
        {
            act.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), act.Operator, act.Role, act.Act, act.Target, act.Detail, act.Outcome,
            act.Status?.ToString(CultureInfo.InvariantCulture),
        }.Select(Field)) + "\r\n";

    private static string Field(string? text)
    {
        var plain = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return $"\"{plain?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
