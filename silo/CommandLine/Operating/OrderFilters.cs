using System.CommandLine;

namespace OrderGrains.Silo;

/// <summary>What lists of orders and acts on many can be narrowed by, as the API has it; the hub says which values there are.</summary>
internal static class OrderFilters
{
    /// <summary>The options of a list of orders.</summary>
    public static IReadOnlyList<Option<string?>> All { get; } =
    [
        Filter("tenant", "Of this retailer"),
        Filter("status", "Which the order shows, such as Paid"),
        Filter("attention", "Why it needs a person; * for any reason"),
        Filter("state", "Of a call that it owes, such as Parked"),
        Filter("target", "What it owes a call to, such as vtex"),
        Filter("operation", "Which call, such as PlaceOrder"),
        Filter("error", "How the call failed last, such as \"HTTP 503\""),
        Filter("message", "The shape of the failure's sentence, as silo failures shows it"),
        Filter("age", "Since when it is owed at least, such as 01:30:00"),
        Filter("shop", "Of this shop"),
        Filter("q", "Beginning of an order's, VTEX's, the shop's or an invoice's number"),
    ];

    /// <summary>Those of them that speak of a call that is owed.</summary>
    public static IReadOnlyList<Option<string?>> OfCalls { get; } = [.. All.Where(option => option.Name[2..] is "tenant" or "state" or "target" or "operation" or "error" or "message" or "age")];

    /// <summary>What a line gives of some.</summary>
    public static IReadOnlyList<(string Name, string? Value)> Of(ParseResult line, IReadOnlyList<Option<string?>> options) =>
        [.. options.Select(option => (option.Name[2..], line.GetValue(option)))];

    private static Option<string?> Filter(string name, string description) => new($"--{name}") { Description = description, HelpName = name };
}
