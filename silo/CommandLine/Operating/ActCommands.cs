using System.CommandLine;
using System.Text.Json.Nodes;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo retry</c>, <c>skip</c> and <c>cancel</c>, of one order or of all that match, and <c>silo pause</c> and <c>resume</c>: what an operator does with a hub that runs.
/// Done where all was done; what the hub refused of many, or could not do, is told.
/// </summary>
internal static class ActCommands
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    private static readonly Argument<string?> Order = new("order")
    {
        Description = "tenant/channel/id; without one, all orders that match the filters", Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<string?> Call = new("request") { Description = "Which call of it; without one, each that failed or stopped", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string> Tenant = new("tenant") { Description = "Whose" };
    private static readonly Argument<string> Target = new("target") { Description = "Which system, such as vtex" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only count the orders that match" };
    private static readonly Option<int?> Pace = new("--pace") { Description = "Orders a second, 1 to 100; 10 unless it is said", HelpName = "number" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why, for the orders' story", HelpName = "text" };

    /// <summary>All of them.</summary>
    public static IEnumerable<SiloCommand> Create() =>
    [
        LookCommands.With(new("retry", "Send calls again that failed or stopped, of one order or of all that match", request => ActAsync(request, "retry")) { Order, Call, DryRun, Pace }, OrderFilters.All),
        LookCommands.With(new("skip", "Give calls up that failed or stopped, of one order or of all that match", request => ActAsync(request, "skip")) { Order, Call, DryRun, Pace }, OrderFilters.All),
        LookCommands.With(new("cancel", "Cancel an order, or all that match", CancelAsync) { Order, DryRun, Pace, Reason }, OrderFilters.All),
        LookCommands.With(new("pause", "Call a system no more, until it is resumed", request => TargetAsync(request, "pause")) { Tenant, Target }, []),
        LookCommands.With(new("resume", "Call a system again, whatever held it back", request => TargetAsync(request, "resume")) { Tenant, Target }, []),
    ];

    private static async Task<int> ActAsync(Request request, string act)
    {
        using var hub = await HubApi.OfAsync(request);
        if (hub is null)
        {
            return ExitCode.Wrong;
        }

        if (request.Line.GetValue(Order) is not { } order)
        {
            return await ManyAsync(request, hub, $"/api/requests/{act}", []);
        }

        if (await LookCommands.PathOfAsync(request, order) is not { } path)
        {
            return ExitCode.Wrong;
        }

        var calls = request.Line.GetValue(Call) is { } call ? [call] : await FailedAsync(hub, path);
        foreach (var id in calls)
        {
            await hub.AskAsync(HttpMethod.Post, $"{path}/requests/{Uri.EscapeDataString(id)}/{act}");
        }

        return await request.AnswerAsync(
            ExitCode.Done,
            new { Order = order, Requests = calls },
            calls.Count == 0 ? $"No call of {order} failed or stopped." : $"{(act == "retry" ? "Sent on" : "Given up")}: {string.Join(", ", calls)}.");
    }

    private static async Task<int> CancelAsync(Request request)
    {
        using var hub = await HubApi.OfAsync(request);
        if (hub is null)
        {
            return ExitCode.Wrong;
        }

        var reason = request.Line.GetValue(Reason);
        if (request.Line.GetValue(Order) is not { } order)
        {
            return await ManyAsync(request, hub, "/api/orders/cancel", [("reason", reason)]);
        }

        if (await LookCommands.PathOfAsync(request, order) is not { } path)
        {
            return ExitCode.Wrong;
        }

        await hub.AskAsync(HttpMethod.Post, $"{path}/cancel", reason is null ? null : new JsonObject { ["reason"] = reason });
        return await request.AnswerAsync(ExitCode.Done, new { Order = order }, $"{order} is cancelled; silo order {order} shows how far its systems are.");
    }

    private static async Task<int> TargetAsync(Request request, string act)
    {
        using var hub = await HubApi.OfAsync(request);
        if (hub is null)
        {
            return ExitCode.Wrong;
        }

        var (tenant, target) = (request.Line.GetRequiredValue(Tenant), request.Line.GetRequiredValue(Target));
        await hub.AskAsync(HttpMethod.Post, $"/api/targets/{Uri.EscapeDataString(tenant)}/{Uri.EscapeDataString(target)}/{act}");
        return await request.AnswerAsync(
            ExitCode.Done,
            new { Tenant = tenant, Target = target, Act = act },
            act == "pause" ? $"{target} of {tenant} is called no more. What it is owed waits: silo resume {tenant} {target}" : $"{target} of {tenant} is called again.");
    }

    /// <summary>The calls of an order that failed or stopped.</summary>
    private static async Task<IReadOnlyList<string>> FailedAsync(HubApi hub, string path) =>
    [
        .. (await hub.AskAsync(HttpMethod.Get, path))["requests"]!.AsArray()
            .Where(one => (string?)one!["state"] is "Parked" or "Waiting" or "AwaitingResult" && (one["lastError"] is not null || (string?)one["state"] == "Parked"))
            .Select(one => (string)one!["id"]!),
    ];

    private static async Task<int> ManyAsync(Request request, HubApi hub, string path, IReadOnlyList<(string Name, string? Value)> more)
    {
        var dry = request.Line.GetValue(DryRun);
        var query = HubApi.Path(path, [.. OrderFilters.Of(request.Line, OrderFilters.All), .. more, ("pace", request.Line.GetValue(Pace)?.ToString()), ("dryRun", dry ? "true" : null)]);
        var job = await hub.AskAsync(HttpMethod.Post, query);
        if (dry)
        {
            return await request.ShowAsync(job, output => output.WriteLine($"{job["orders"]} orders match, such as {string.Join(", ", job["examples"]!.AsArray().Select(one => (string?)one))}."));
        }

        job = await Progress.ShowAsync(request, "Working", async told =>
        {
            while ((string?)job["state"] == "Running")
            {
                told($"{job["looked"]} of {job["orders"] ?? "?"} orders");
                await Task.Delay(Between, TimeProvider.System);
                job = await hub.AskAsync(HttpMethod.Get, $"/api/jobs/{job["id"]}");
            }

            return job;
        });
        var whole = (string?)job["state"] == "Done" && (int)job["refused"]! == 0 && (int)job["failed"]! == 0;
        return await request.ShowAsync(
            job,
            output =>
            {
                output.WriteLine($"{job["state"]}: {job["done"]} done, {job["refused"]} refused, {job["failed"]} failed, of {job["looked"]} orders.");
                foreach (var why in (JsonNode?[])[job["lastRefusal"], job["lastFailure"]])
                {
                    if (why is not null)
                    {
                        output.WriteLine($"  {why}");
                    }
                }
            },
            whole ? ExitCode.Done : ExitCode.Failed);
    }
}
