using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>What the order held of persons was erased.</summary>
public sealed record PersonsErased(string Operator) : ErasureFact;

/// <summary>
/// Erases what an order holds of persons, at their request (LGPD, article 18, VI; docs/privacy.md, "What a person may ask"). An order that is under way keeps it, since it cannot be carried
/// out otherwise. One that is over stays without it; a cart, or what only a notification spoke of, goes whole.
/// </summary>
public static class Erasure
{
    /// <summary>Why an order keeps its persons for now, in a sentence; null where they can go.</summary>
    public static string? WhyKept(OrderState state) =>
        IsUnderWay(state) ? "It is under way, and cannot be carried out without the data."
        : state.Requests.Any(request => request.State is not (RequestState.Done or RequestState.Superseded or RequestState.Skipped))
            ? "A call is owed for it, or parked. Retry or skip it first."
        : Payments.IsRefundDue(state) ? "Money is still to be given back for it."
        : null;

    /// <summary>Whether it goes whole: nothing was ever placed, so nothing has to be kept.</summary>
    internal static bool Goes(OrderRecord record) =>
        record.Version > 0 && record.State.Status is OrderStatus.Draft or OrderStatus.Unknown && WhyKept(record.State) is null;

    /// <summary>Its story lines without what it held of persons.</summary>
    internal static Timeline Masked(OrderRecord record)
    {
        var persons = Known(record.State);
        return Timeline.Of([.. record.Timeline.Select(line => line with
        {
            OperationId = line.OperationId is { } id ? persons.Mask(id) : null, Operation = persons.Mask(line.Operation), Message = persons.Mask(line.Message),
        })]);
    }

    internal static IEnumerable<Fact> Decide(OrderState state, ErasePersons erase) =>
        state.PersonsErased ? []
        : WhyKept(state) is { } why ? [new CommandRefused($"Erasure by {erase.Operator}", why)]
        : [new PersonsErased(erase.Operator)];

    internal static OrderState Evolve(OrderState state, ErasureFact fact) => fact switch
    {
        PersonsErased => Erased(state, Known(state)),
        _ => throw Order.Unknown(fact),
    };

    internal static StoryLine? Tell(ErasureFact fact) => fact switch
    {
        PersonsErased erased => new("Erasure", Direction.Internal, LineStatus.Success, $"What it held of persons was erased, by {erased.Operator}"),
        _ => throw Order.Unknown(fact),
    };

    private static KnownPersons Known(OrderState state) => KnownPersons.Of(state.Content, state.Vtex.Earlier);

    private static bool IsUnderWay(OrderState state) =>
        state.Status is >= OrderStatus.Provisioning and < OrderStatus.Delivered && !(state.Status == OrderStatus.PaymentRejected && state.GraceOver);

    private static OrderState Erased(OrderState state, KnownPersons persons) => state with
    {
        PersonsErased = true,
        Content = state.Content is { } content ? Contents.Skeleton(content) : null,
        Vtex = state.Vtex with
        {
            Earlier = state.Vtex.Earlier is { } earlier ? Contents.Skeleton(earlier) : null,
            RefusalMessage = state.Vtex.RefusalMessage is { } message ? persons.Mask(message) : null,
            RefusalAdvice = null,
            Invoices = state.Vtex.Invoices?.Select(static invoice => invoice with { Courier = null, TrackingNumber = null, TrackingUrl = null, Url = null }).ToImmutableArray(),
        },
        Requests = [.. state.Requests.Select(request => request with { LastError = request.LastError is { } error ? persons.Mask(error) : null })],
    };
}
