using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Operations;

/// <summary>Reads the query of a list.</summary>
internal static class OrderQueryReader
{
    private const int MaxText = 200;

    private static readonly string[] Reasons =
        [.. typeof(AttentionReason).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    private static readonly string[] Statuses = Enum.GetNames<OrderStatus>();

    /// <summary>The query, and what is wrong with it: what can match nothing is a mistake, and no empty list.</summary>
    public static (OrderQuery Query, Fault? Wrong) Read(IQueryCollection query, OrderGrainsSettings settings)
    {
        var faults = new Faults();
        foreach (var name in (string[])["tenant", "status", "attention", "state", "q", "cursor"])
        {
            if (Text(query, name)?.Length > MaxText)
            {
                faults.Add(name, $"At most {MaxText} characters are expected.");
            }
            else if (Text(query, name)?.Any(char.IsControl) == true)
            {
                faults.Add(name, "A text without control characters is expected.");
            }
        }

        return (
            new(
                Tenant: Tenant(Text(query, "tenant"), settings, faults),
                Status: Status(Text(query, "status"), faults),
                Attention: Attention(Text(query, "attention"), faults),
                Parked: Parked(Text(query, "state"), faults),
                Prefix: Text(query, "q"),
                Limit: Limit(Text(query, "limit"), faults),
                Cursor: Text(query, "cursor")),
            faults.First);
    }

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString() is { Length: > 0 } text ? text : null;

    private static string? Tenant(string? text, OrderGrainsSettings settings, Faults faults)
    {
        if (text is not null && !settings.Tenants.ContainsKey(text))
        {
            faults.Add("tenant", "A tenant of the settings is expected.");
        }

        return text;
    }

    private static string? Attention(string? text, Faults faults)
    {
        if (text is null or "*")
        {
            return text;
        }

        if (Reasons.FirstOrDefault(reason => reason.Equals(text, StringComparison.OrdinalIgnoreCase)) is not { } known)
        {
            faults.Add("attention", "A reason is expected, such as TellShopper, or * for any.");
            return text;
        }

        return known;
    }

    private static OrderStatus? Status(string? text, Faults faults)
    {
        if (text is null)
        {
            return null;
        }

        if (Statuses.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is not { } status)
        {
            faults.Add("status", "One order status is expected, such as Paid.");
            return null;
        }

        return Enum.Parse<OrderStatus>(status);
    }

    private static bool? Parked(string? text, Faults faults)
    {
        if (text is not null && !text.Equals(nameof(RequestState.Parked), StringComparison.OrdinalIgnoreCase))
        {
            faults.Add("state", "Parked is expected.");
        }

        return text is null ? null : true;
    }

    private static int Limit(string? text, Faults faults)
    {
        if (text is null)
        {
            return 50;
        }

        if (!int.TryParse(text, out var limit) || limit is < 1 or > 200)
        {
            faults.Add("limit", "A number from 1 to 200 is expected.");
            return 1;
        }

        return limit;
    }
}
