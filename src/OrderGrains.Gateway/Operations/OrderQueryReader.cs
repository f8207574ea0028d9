using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>What is wrong with a query: what can match nothing is a mistake, and no empty list.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Message">What is expected.</param>
/// <param name="Allowed">The values that it may have, where they are few; else null.</param>
internal sealed record WrongQuery(string Name, string Message, IReadOnlyList<string>? Allowed = null);

/// <summary>Reads the filters and the page of a list, and keeps what is wrong first.</summary>
/// <param name="query">The query.</param>
/// <param name="settings">Its tenants are those that can be asked for.</param>
/// <param name="time">Ages are counted from its now.</param>
/// <param name="filters">What can be narrowed by; <see cref="Filters"/> unless it is said.</param>
internal sealed class OrderQueryReader(IQueryCollection query, OrderGrainsSettings settings, TimeProvider time, IReadOnlyList<string>? filters = null)
{
    /// <summary>What every list of orders can be narrowed by.</summary>
    public static readonly IReadOnlyList<string> Filters =
        ["tenant", "status", "attention", "state", "target", "operation", "error", "message", "age", "shop", "q"];

    /// <summary>Those of them that speak of a call that is owed, and of its retailer.</summary>
    public static readonly IReadOnlyList<string> OwedFilters = ["tenant", "state", "target", "operation", "error", "message", "age"];

    /// <summary>Orders of a page, unless it is said.</summary>
    public const int Page = 50;

    private const int MaxPage = 200;
    private const int MaxText = 200;

    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(3650);

    private static readonly string[] Reasons =
        [.. typeof(AttentionReason).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    private static readonly string[] Targets = [.. Target.All.Where(target => target != Target.VtexSimulation)]; // No order owes it anything.
    private static readonly string[] States = [.. OwedHead.States.Select(state => state.ToString())];

    private readonly IReadOnlyList<string> _filters = filters ?? Filters;

    /// <summary>What is wrong; null where nothing is.</summary>
    public WrongQuery? Wrong { get; private set; }

    /// <summary>What is asked for. <see cref="Wrong"/> says whether it can be.</summary>
    /// <param name="others">Parameters that the route has besides the filters.</param>
    public OrderQuery Read(params IReadOnlyList<string> others)
    {
        foreach (var name in query.Keys.Where(name => !_filters.Contains(name) && !others.Contains(name)))
        {
            Refuse(PersonalData.Field(name), "There is no such parameter.", [.. _filters, .. others]);
        }

        foreach (var name in query.Keys.Where(name => query[name].Count > 1))
        {
            Refuse(name, "It is expected once.");
        }

        return new(
            Tenant: OneOf("tenant", [.. settings.Tenants.Keys.Order(StringComparer.Ordinal)], exact: true),
            Status: OneOf("status", Enum.GetNames<OrderStatus>()) is { } status ? Enum.Parse<OrderStatus>(status) : null,
            Attention: OneOf("attention", [.. Reasons, "*"]),
            Owed: Owed(),
            Prefix: Text("q"),
            Store: Text("shop"),
            Limit: others.Contains("limit") ? Limit() : MaxPage,
            Cursor: Text("cursor"));
    }

    /// <summary>Has a query be wrong that is narrowed by no filter: an act on all orders is nobody's wish.</summary>
    /// <param name="besides">A filter that is not enough alone; null for none.</param>
    public void DemandNarrow(string? besides)
    {
        if (!_filters.Any(name => name != besides && Text(name) is not null))
        {
            Refuse(_filters.First(name => name != besides), "At least one filter is expected.", [.. _filters.Where(name => name != besides)]);
        }
    }

    /// <summary>A parameter that has one of a few values, in any case of its letters unless it has to be exact; null where it is absent or wrong.</summary>
    public string? OneOf(string name, IReadOnlyList<string> allowed, bool exact = false)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var known = allowed.FirstOrDefault(value => value.Equals(text, exact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            Refuse(name, "One of the allowed values is expected.", allowed);
        }

        return known;
    }

    /// <summary>A whole number; a default where it is absent or wrong.</summary>
    public int Whole(string name, int least, int most, int otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            Refuse(name, $"A number from {least} to {most} is expected.");
            return otherwise;
        }

        return number;
    }

    /// <summary>A parameter as it is written; null where it is absent or blank.</summary>
    public string? Text(string name)
    {
        if (query[name].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        if (text.Length > MaxText)
        {
            Refuse(name, $"At most {MaxText} characters are expected.");
        }
        else if (text.Any(char.IsControl))
        {
            Refuse(name, "A text without control characters is expected.");
        }

        return text;
    }

    private OwedQuery? Owed()
    {
        var owed = new OwedQuery(
            Target: Text("target") is { } target && Target.IsVtex(target) ? target : OneOf("target", Targets),
            Operation: OneOf("operation", Enum.GetNames<Operation>()) is { } operation ? Enum.Parse<Operation>(operation) : null,
            State: OneOf("state", States) is { } state ? Enum.Parse<RequestState>(state) : null,
            Code: Text("error"),
            Shape: Text("message"),
            Before: Age() is { } age ? time.GetUtcNow() - age : null);
        return owed == new OwedQuery() ? null : owed;
    }

    private int Limit() => Whole("limit", 1, MaxPage, Page);

    private TimeSpan? Age()
    {
        if (Text("age") is not { } text)
        {
            return null;
        }

        // Exact: else 24:00:00 would be 24 days, and a number without a colon days too.
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var age)
            && age >= TimeSpan.Zero && age <= MaxAge)
        {
            return age;
        }

        Refuse("age", "A time such as 01:30:00 or 2.00:00:00 is expected: a call is owed for at least so long.");
        return null;
    }

    private void Refuse(string name, string message, IReadOnlyList<string>? allowed = null) => Wrong ??= new(name, message, allowed);
}
