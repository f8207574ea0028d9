using System.Globalization;

namespace OrderGrains;

/// <summary>An OPABOX order and a chat order were linked: <paramref name="Order"/> is the other one.</summary>
public sealed record Linked(string Order, string? Operator) : LinkFact;

/// <summary>What a linked OPABOX order tells its chat order, as the argument of the request: <c>7</c>, or <c>7 paid</c>.</summary>
/// <param name="Status">OPABOX's code of the highest status; 0 for the link alone.</param>
/// <param name="Paid">Whether money came, in whatever order the statuses did.</param>
public readonly record struct LinkedWord(int Status, bool Paid)
{
    private const string WithMoney = " paid";

    /// <summary>Reads an argument.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LinkedWord Parse(string argument) => argument.EndsWith(WithMoney, StringComparison.Ordinal)
        ? new(Code(argument[..^WithMoney.Length]), true)
        : new(Code(argument), false);

    /// <summary>The argument.</summary>
    public override string ToString() => $"{Status.ToString(CultureInfo.InvariantCulture)}{(Paid ? WithMoney : "")}";

    internal bool IsMoreThan(LinkedWord told) =>
        Statuses.RankOf(Status) > Statuses.RankOf(told.Status) || (Paid && !told.Paid);

    private static int Code(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>
/// Links: an OPABOX order that is a chat order's becomes a redirect, whose facts are requests that it owes to the chat order
/// (docs/decisions/0011-links.md).
/// </summary>
internal static class Links
{
    /// <summary>Whether an order only hands its facts on to the chat order that it is linked with.</summary>
    public static bool IsRedirect(OrderId id, OrderState state) => id.Channel == Channel.Opabox && state.Opabox.Link is not null;

    public static IEnumerable<Fact> Decide(OrderState state, LinkToChat link)
    {
        if (state.Opabox.Link == link.Chat)
        {
            yield break;
        }

        var what = $"Link by {link.Operator}";
        yield return state.Opabox.Link is { } other ? new CommandRefused(what, $"The OPABOX order is linked with {other} already.")
            : Placement.MayStand(state) ? new CommandRefused(what, "VTEX has the OPABOX order, or may have it: two placed orders are not merged. Cancel it first.")
            : new Linked(link.Chat, link.Operator);
    }

    public static IEnumerable<Fact> Decide(OrderState state, ReportLinkedStatus report)
    {
        if (state.Opabox.Link is { } other && other != report.Opabox)
        {
            yield return new CommandRefused($"Link with {report.Opabox}", $"The order is linked with {other} already.");
            yield break;
        }

        if (state.Opabox.Link is null)
        {
            yield return new Linked(report.Opabox, report.Operator);
        }

        foreach (var fact in report.Paid ? Payments.Seen(state, PaymentStanding.Paid) : [])
        {
            yield return fact;
        }

        if (StatusTable.FromOpabox(report.Status) is not { } status)
        {
            yield break;
        }

        foreach (var fact in Statuses.Seen(state, report.Status, status)
            .Concat(Statuses.Report(state, status, $"OPABOX status {report.Status}", null)))
        {
            yield return fact;
        }
    }

    public static OrderState Evolve(OrderState state, LinkFact fact) => fact switch
    {
        Linked linked => state with { Opabox = state.Opabox with { Link = linked.Order } },
        _ => throw Order.Unknown(fact),
    };

    /// <summary>
    /// A redirect owes its chat order the highest status, and that money came, which the highest status alone does not say. It takes back what it had at
    /// BonifiQ, which the chat order has now.
    /// </summary>
    public static IEnumerable<Fact> React(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        foreach (var refused in state.Requests.Where(request =>
            Target.IsVtex(request.Target) && (request.IsOpen() || request.State == RequestState.Parked)))
        {
            yield return new RequestSuperseded(refused.Id, "the order is linked");
        }

        foreach (var fact in Loyalty.React(id, state, policy, now))
        {
            yield return fact;
        }

        var word = new LinkedWord(state.Opabox.Status ?? 0, Payments.IsHeld(state));
        if (state.Opabox.Forwarded is { } forwarded && !word.IsMoreThan(LinkedWord.Parse(forwarded)))
        {
            yield break;
        }

        foreach (var earlier in state.Requests.Where(request =>
            request.Operation == Operation.ForwardStatus && (request.IsOpen() || request.State == RequestState.Parked)))
        {
            yield return new RequestSuperseded(earlier.Id, $"OPABOX status {word} overtakes it");
        }

        yield return new RequestQueued(Requests.New(
            id, state, Target.Order, Operation.ForwardStatus, now, word.ToString()));
    }

    public static StoryLine? Tell(LinkFact fact) => fact switch
    {
        Linked linked => new("Link", Direction.Internal, LineStatus.Success, $"With {linked.Order}{(linked.Operator is { } by ? $", by {by}" : "")}"),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>A status is queued for the chat order.</summary>
    public static OrderState Queued(OrderState state, string? argument) =>
        state with { Opabox = state.Opabox with { Forwarded = argument } };
}
