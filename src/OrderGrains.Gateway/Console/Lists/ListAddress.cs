using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Lists;

/// <summary>A list as an address has it: its filters are the API's, by the same names.</summary>
internal static class ListAddress
{
    /// <summary>The names of the lists in addresses that are about one.</summary>
    public static readonly IReadOnlyList<(string Name, Show Show, string Path)> Lists =
    [
        ("person", Show.Person, Paths.Person), ("retrying", Show.Retrying, Paths.Retrying), ("waiting", Show.Waiting, Paths.Waiting), ("parked", Show.Parked, Paths.Parked),
        ("orders", Show.All, Paths.Orders),
    ];

    private static readonly string[] Filters = ["tenant", "status", "target", "operation", "error", "message", "age", "shop", "q"];

    /// <summary>The list that an address asks for, and what is wrong with it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="show">Which list.</param>
    /// <param name="others">What else the address may say.</param>
    public static (ListQuery Query, WrongQuery? Wrong) Read(HttpContext http, Show show, params ReadOnlySpan<string> others)
    {
        var services = http.RequestServices;
        OrderQueryReader reader = new(http.Request.Query, services.GetRequiredService<OrderGrainsSettings>(), services.GetRequiredService<TimeProvider>(), Filters);
        var asked = reader.Read(["reason", "cursor", "did", .. others]);
        var reason = reader.OneOf("reason", Words.Reasons.ByHarm);
        return (new(show, asked.Tenant, asked.Status, reason, asked.Prefix?.Trim(), asked.Owed, asked.Store, Cursor: asked.Cursor) { Age = reader.Text("age") }, reader.Wrong);
    }

    /// <summary>The address of a list.</summary>
    /// <param name="path">The page.</param>
    /// <param name="query">What it lists.</param>
    /// <param name="more">What else it says.</param>
    public static string Of(string path, ListQuery query, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var address = QueryString.Empty;
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)
            [
                .. more, ("tenant", query.Tenant), ("status", query.Status?.ToString()), ("reason", query.Reason), ("target", query.Owed?.Target), ("operation", query.Owed?.Operation?.ToString()),
                ("error", query.Owed?.Code), ("message", query.Owed?.Shape), ("age", query.Age), ("shop", query.Shop), ("q", query.Search), ("cursor", query.Cursor),
            ])
        {
            address = value is null ? address : address.Add(name, value);
        }

        return $"{path}{address}";
    }

    /// <summary>The name of a list in an address.</summary>
    public static string NameOf(Show show) => Lists.First(one => one.Show == show).Name;
}
