using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Lists;

/// <summary>An order in a list.</summary>
/// <param name="Id">The order.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Owes">The call that matters most, in a word; null where it owes none.</param>
/// <param name="Standing">That call's state, or the order's.</param>
/// <param name="Said">What was said last of what is wrong; null for nothing.</param>
/// <param name="Total">What is to be paid; null where nobody said.</param>
/// <param name="Attempts">Attempts of that call; null where there is none.</param>
/// <param name="Next">When it is called next; null where it is not.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Changed">When it changed last.</param>
/// <param name="Numbers">VTEX's number and the shop's.</param>
public sealed record ListRow(
    OrderId Id, string Status, string? Owes, Shown Standing, string? Said, string? Total, int? Attempts, DateTimeOffset? Next, DateTimeOffset? Since, DateTimeOffset Changed, string? Numbers);

/// <summary>Orders that have something in common.</summary>
/// <param name="Title">What that is.</param>
/// <param name="Code">Its code; null for a list that is not grouped.</param>
/// <param name="Count">How many there are; null where that is not counted.</param>
/// <param name="Why">What it means and what to do.</param>
/// <param name="Rows">The first of them.</param>
/// <param name="More">Where the others are; null where these are all.</param>
public sealed record ListGroup(string Title, string? Code, int? Count, string? Why, IReadOnlyList<ListRow> Rows, string? More)
{
    /// <summary>Of <see cref="Rows"/>, the oldest: since when it waits.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Where these alone are listed; null where this is that list.</summary>
    public string? Only { get; init; }

    /// <summary>Which system of which tenant they wait for; null where that is not what they share.</summary>
    public string? Lane { get; init; }

    /// <summary>The state that they share.</summary>
    public Sign Sign { get; init; } = Sign.Person;
}

/// <summary>A list.</summary>
/// <param name="Query">What is listed.</param>
/// <param name="Path">The page's address, without its filters.</param>
/// <param name="Title">The page in a sentence.</param>
/// <param name="Lead">What else to know; null for nothing.</param>
/// <param name="Groups">The orders.</param>
/// <param name="Wrong">What is wrong with a filter; null for nothing.</param>
/// <param name="Next">The next page's address; null at the end.</param>
public sealed record ListModel(
    ListQuery Query, string Path, string Title, Sentence? Lead, IReadOnlyList<ListGroup> Groups, string? Wrong, string? Next)
{
    /// <summary>How many orders match, where all of them can be acted on; null where they cannot.</summary>
    public int? Matching { get; init; }

    /// <summary>Sentences below the title, with their signs.</summary>
    public IReadOnlyList<(Sign Sign, Sentence Said)> Verdict { get; init; } = [];

    /// <summary>Groups that are not shown.</summary>
    public int MoreGroups { get; init; }

    /// <summary>Whether the list looks for a person's orders, and has no filters.</summary>
    public bool IsOfPerson { get; init; }
}
