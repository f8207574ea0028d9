using System.Diagnostics;

namespace OrderGrains.Sandbox.Notifications;

/// <summary>One call that a vendor owes the hub.</summary>
/// <param name="Target">The vendor that sends it.</param>
/// <param name="Operation">The operation that caused it; faults go by it.</param>
/// <param name="Key">The order. Notifications of one order are sent one after another, in the order in which they are due.</param>
/// <param name="Url">Where to. It may hold a secret in its path: never logged.</param>
/// <param name="Body">The JSON.</param>
/// <param name="Due">Not before.</param>
internal sealed record Notification(string Target, string Operation, string Key, Uri Url, string Body, DateTimeOffset Due)
{
    public KeyValuePair<string, string>? Header { get; init; }

    public int Attempt { get; init; } = 1;

    /// <summary>The trace of the call that caused it, as a vendor hands one back; null where there was none.</summary>
    public string? Trace { get; init; } = Activity.Current?.Id;
}
