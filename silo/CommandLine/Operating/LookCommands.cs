using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace OrderGrains.Silo;

/// <summary><c>silo orders</c>, <c>order</c>, <c>failures</c>, <c>targets</c>, <c>stats</c> and <c>jobs</c>: what a hub that runs says of itself.</summary>
internal static class LookCommands
{
    private const int Page = 200;

    private static readonly Option<int> Limit = new("--limit") { Description = "Most orders; 50 unless it is said", HelpName = "number", DefaultValueFactory = static _ => 50 };
    private static readonly Argument<string> Order = new("order") { Description = "tenant/channel/id" };

    /// <summary>All of them.</summary>
    public static IEnumerable<SiloCommand> Create() =>
    [
        With(new("orders", "List orders of a hub that runs, the newest change first", OrdersAsync) { Limit }, OrderFilters.All),
        With(new("order", "Show an order: where it stands, what it owes, its story", OrderAsync) { Order }, []),
        With(new("failures", "Show what is stuck, in groups", FailuresAsync), OrderFilters.OfCalls),
        With(new("targets", "Show the systems that are called: serving, paused or blocked, and what waits for them", TargetsAsync), []),
        With(new("jobs", "Show acts on many orders and how far they are", JobsAsync), []),
    ];

    /// <summary>A command with the options of the hub, and others.</summary>
    public static SiloCommand With(SiloCommand command, IReadOnlyList<Option<string?>> options)
    {
        foreach (var option in (Option<string?>[])[.. options, HubApi.Address, HubApi.KeyFile])
        {
            command.Add(option);
        }

        return command;
    }

    /// <summary>The path of an order; null where the text is no order id, which is then told.</summary>
    public static async Task<string?> PathOfAsync(Request request, string order)
    {
        if (OrderId.TryParse(order, out var id))
        {
            return $"/api/orders/{id}";
        }

        await request.Error.WriteLineAsync($"{order} is no order id: tenant/channel/id is expected.");
        return null;
    }

    /// <summary>A time as people read it.</summary>
    public static string? At(JsonNode? time) => time is null ? null : time.GetValue<DateTime>().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static async Task<int> OrdersAsync(Request request)
    {
        using var hub = await HubApi.OfAsync(request);
        if (hub is null)
        {
            return ExitCode.Wrong;
        }

        var (filters, left) = (OrderFilters.Of(request.Line, OrderFilters.All), Math.Max(1, request.Line.GetValue(Limit)));
        var (orders, cursor) = (new JsonArray(), (string?)null);
        do
        {
            var page = await hub.AskAsync(HttpMethod.Get, HubApi.Path("/api/orders", [.. filters, ("limit", $"{Math.Min(left, Page)}"), ("cursor", cursor)]));
            foreach (var order in page["orders"]!.AsArray())
            {
                orders.Add(order!.DeepClone());
            }

            (cursor, left) = ((string?)page["next"], left - page["orders"]!.AsArray().Count);
        }
        while (cursor is not null && left > 0);

        return await request.ShowAsync(new JsonObject { ["orders"] = orders, ["next"] = cursor }, output =>
        {
            Tables.Write(
                output, "There are no such orders.", ["order", "status", "needs", "owes", "changed"],
                [.. orders.Select(order => (string?[])[Text(order, "id"), Text(order, "status"), Text(order, "attention"), Owed(order!), At(order!["changedAt"])])]);
            if (cursor is not null)
            {
                output.WriteLine("There are more: --limit.");
            }
        });
    }

    private static async Task<int> OrderAsync(Request request)
    {
        using var hub = await HubApi.OfAsync(request);
        if (hub is null || await PathOfAsync(request, request.Line.GetRequiredValue(Order)) is not { } path)
        {
            return ExitCode.Wrong;
        }

        var order = await hub.AskAsync(HttpMethod.Get, path);
        return await request.ShowAsync(order, output =>
        {
            output.WriteLine($"{Text(order, "id")}: {Text(order, "status")}{(order["observed"] is null ? "" : ", only observed")}");
            output.WriteLine($"VTEX {Text(order["vtex"], "state")} {Text(order["vtex"], "orderId")} {Text(order["vtex"], "lastCode")}".TrimEnd());
            output.WriteLine($"OmniChat {Text(order["omniChat"], "status") ?? "-"}, OPABOX {Text(order["opabox"], "status") ?? "-"}, BonifiQ {Text(order["bonifiq"], "state")}");
            if (order["attention"] is { } attention)
            {
                output.WriteLine($"Needs a person since {At(attention["since"])}: {Text(attention, "reason")}: {Text(attention, "message")}");
            }

            output.WriteLine();
            Tables.Write(
                output, "It owes nothing.", ["request", "call", "state", "attempts", "next", "last error"],
                [
                    .. order["requests"]!.AsArray().Select(one => (string?[])
                        [Text(one, "id"), $"{Text(one, "target")} {Text(one, "operation")}", Text(one, "state"), Text(one, "attempts"), At(one!["nextAttemptAt"]), Text(one, "lastError")]),
                ]);
            output.WriteLine();
            Tables.Write(
                output, "It has no story.", ["at", "what", "status", "message"],
                [.. order["timeline"]!.AsArray().Select(line => (string?[])[At(line!["at"]), Text(line, "operation"), Text(line, "status"), Text(line, "message")])]);
        });
    }

    private static async Task<int> FailuresAsync(Request request)
    {
        using var hub = await HubApi.OfAsync(request);
        if (hub is null)
        {
            return ExitCode.Wrong;
        }

        var found = await hub.AskAsync(HttpMethod.Get, HubApi.Path("/api/failures", OrderFilters.Of(request.Line, OrderFilters.OfCalls)));
        return await request.ShowAsync(found, output => Tables.Write(
            output, "Nothing is stuck.", ["tenant", "call", "error", "orders", "parked", "oldest", "example", "message"],
            [
                .. found["failures"]!.AsArray().Select(one => (string?[])
                [
                    Text(one, "tenant"), $"{Text(one, "target")} {Text(one, "operation")}", Text(one, "error"), Text(one, "count"), Text(one, "parked"), At(one!["oldest"]),
                    Text(one, "example"), Text(one, "message"),
                ]),
            ]));
    }

    private static async Task<int> TargetsAsync(Request request)
    {
        using var hub = await HubApi.OfAsync(request);
        if (hub is null)
        {
            return ExitCode.Wrong;
        }

        var found = await hub.AskAsync(HttpMethod.Get, "/api/targets");
        return await request.ShowAsync(found, output => Tables.Write(
            output, "There are no targets.", ["tenant", "target", "state", "waits", "under way", "since", "until", "why"],
            [
                .. found["targets"]!.AsArray().Select(one => (string?[])
                [
                    Text(one, "tenant"), Text(one, "target"), Text(one, "state"), Text(one, "queued"), Text(one, "inFlight"), At(one!["since"]), At(one["blockedUntil"]),
                    Text(one, "pausedBy") is { } by ? $"by {by}" : Text(one, "why") ?? Text(one, "lastError"),
                ]),
            ]));
    }

    private static async Task<int> JobsAsync(Request request)
    {
        using var hub = await HubApi.OfAsync(request);
        if (hub is null)
        {
            return ExitCode.Wrong;
        }

        var found = await hub.AskAsync(HttpMethod.Get, "/api/jobs");
        return await request.ShowAsync(found, output => Tables.Write(
            output, "There are none.", ["job", "act", "state", "orders", "done", "refused", "failed", "by", "started"],
            [
                .. found["jobs"]!.AsArray().Select(one => (string?[])
                [
                    Text(one, "id"), Text(one, "act"), Text(one, "state"), Text(one, "orders"), Text(one, "done"), Text(one, "refused"), Text(one, "failed"), Text(one, "by"),
                    At(one!["startedAt"]),
                ]),
            ]));
    }

    private static string? Text(JsonNode? node, string name) => node?[name]?.ToString();

    private static string Owed(JsonNode order) => string.Join("; ", order["owed"]!.AsArray().Select(one =>
        string.Join(' ', ((string?[])[Text(one, "target"), Text(one, "operation"), Text(one, "state"), Text(one, "error")]).OfType<string>())));
}
