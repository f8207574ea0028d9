using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Operations;

/// <summary>Reads the query of a list.</summary>
internal static class OrderQueryReader
{
    private const int MaxText = 200;

    /// <summary>The query, and what is wrong with it.</summary>
    public static (OrderQuery Query, Fault? Wrong) Read(IQueryCollection query)
    {
        var faults = new Faults();
        foreach (var name in (string[])["tenant", "status", "attention", "state", "q", "cursor"])
        {
            if (Text(query, name)?.Length > MaxText)
            {
                faults.Add(name, $"At most {MaxText} characters are expected.");
            }
        }

        return (
            new(
                Tenant: Text(query, "tenant"),
                Status: Status(Text(query, "status"), faults),
                Attention: Text(query, "attention"),
                Parked: Parked(Text(query, "state"), faults),
                Prefix: Text(query, "q"),
                Limit: Limit(Text(query, "limit"), faults),
                Cursor: Text(query, "cursor")),
            faults.First);
    }

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString() is { Length: > 0 } text ? text : null;

    private static OrderStatus? Status(string? text, Faults faults)
    {
        if (text is null)
        {
            return null;
        }

        if (!char.IsAsciiLetter(text[0]) || !Enum.TryParse<OrderStatus>(text, ignoreCase: true, out var status))
        {
            faults.Add("status", "An order status is expected, such as Paid.");
            return null;
        }

        return status;
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
