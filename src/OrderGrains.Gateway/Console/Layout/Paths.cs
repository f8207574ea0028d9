using System.Diagnostics.CodeAnalysis;

namespace OrderGrains.Gateway.Console.Layout;

/// <summary>The console's addresses. No address holds anything of a person.</summary>
public static class Paths
{
    /// <summary>Where all of it is.</summary>
    public const string Root = "/console";

    /// <summary>The overview.</summary>
    public const string Overview = Root;

    /// <summary>Sign-in.</summary>
    public const string SignIn = Root + "/sign-in";

    /// <summary>Sign-out.</summary>
    public const string SignOut = Root + "/sign-out";

    /// <summary>Orders that need a person.</summary>
    public const string Person = Root + "/person";

    /// <summary>Orders whose calls failed and are tried again.</summary>
    public const string Retrying = Root + "/retrying";

    /// <summary>Orders that wait for a result.</summary>
    public const string Waiting = Root + "/waiting";

    /// <summary>Orders of which a call stopped.</summary>
    public const string Parked = Root + "/parked";

    /// <summary>All orders.</summary>
    public const string Orders = Root + "/orders";

    /// <summary>Orders as a file for spreadsheets.</summary>
    public const string Csv = Root + "/orders.csv";

    /// <summary>Acts on many orders.</summary>
    public const string Jobs = Root + "/jobs";

    /// <summary>Where an act on many orders is confirmed.</summary>
    public const string Bulk = Root + "/bulk";

    /// <summary>What operators did.</summary>
    public const string Audit = Root + "/audit";

    /// <summary>Orders of a person, by document.</summary>
    public const string OfPerson = Root + "/of-person";

    /// <summary>Systems that are called.</summary>
    public const string Targets = Root + "/targets";

    /// <summary>Notifications that name no order.</summary>
    public const string Unmatched = Root + "/unmatched";

    /// <summary>Bodies that were refused.</summary>
    public const string Refused = Root + "/refused";

    /// <summary>Tenants.</summary>
    public const string Tenants = Root + "/tenants";

    /// <summary>The sandbox.</summary>
    public const string Sandbox = Root + "/sandbox";

    /// <summary>An order, by its id: tenant, channel and number are of letters that need no escape.</summary>
    public static string Order(OrderId id) => $"{Orders}/{id}";

    /// <summary>What crossed the wire in one turn of an order.</summary>
    public static string Payloads(OrderId id, int turn) => $"{Orders}/{id}/turns/{turn}";

    /// <summary>Whether a path is one of the console's, to return to after the sign-in: nobody is led elsewhere.</summary>
    public static bool IsOwn([NotNullWhen(true)] string? path) =>
        path is not null && (path == Root || path.StartsWith(Root + "/", StringComparison.Ordinal) || path.StartsWith(Root + "?", StringComparison.Ordinal))
        && !path.Contains('\\') && !path.Contains("//", StringComparison.Ordinal) && !path.Any(char.IsControl);
}
