using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OrderGrains;

/// <summary>One command taken by one order: pure, and the same in every engine.</summary>
public static class Turn
{
    /// <summary>Bound on the rounds in which <see cref="Order.React"/> settles; three suffice for every known path.</summary>
    private const int MaxRounds = 12;

    /// <summary>
    /// Decides what a command means, evolves the order, queues what it now owes, and remembers the message. Never throws for a
    /// command that the gateway or a connector can make.
    /// </summary>
    /// <param name="record">The order as last committed (or as the turn before in the same write left it).</param>
    /// <param name="command">What is asked.</param>
    /// <param name="message">Its envelope.</param>
    /// <param name="policy">The tenant's settings.</param>
    /// <param name="now">The machine's clock, as it is: the record's last change may lie ahead of it.</param>
    public static TurnResult Take(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now)
    {
        if (command is RemoveOrder)
        {
            return Removal(record, policy, now);
        }

        if (command is ErasePersons && Erasure.Goes(record))
        {
            return Removed(record);
        }

        var before = record.Version == 0 ? record.State with { FirstSeenAt = now, Observed = policy.Observes } : record.State;
        ImmutableArray<Fact> doubts = [.. Clocks.Doubts(record, now)];
        var decided = Decide(record, doubts.Aggregate(before, (state, fact) => Order.Evolve(state, fact, policy, now)), command, message, policy, now);
        var outcome = OutcomeOf(decided);
        if (outcome == Outcome.Repeated && command is not Wake && doubts.IsEmpty)
        {
            return Repeated(record, command);
        }

        var (state, facts) = Settle(record.Id, before, [.. doubts, .. decided], policy, now);
        return facts.Length == 0 && state.WakeAt == Clocks.WakeAt(state, policy)
            ? Repeated(record, command)
            : Written(record, command, message, policy, now, state, facts, outcome);
    }

    /// <summary>What a command means; nothing where its message was taken before and says nothing new.</summary>
    private static ImmutableArray<Fact> Decide(
        OrderRecord record, OrderState state, Command command, Message message, OrderPolicy policy, DateTimeOffset now)
    {
        var seenIn = message.Id is { } id ? record.Seen.EpochOf(id) : null;
        if (seenIn is { } epoch && Order.IsRepeat(state, command, epoch))
        {
            return [.. Order.DecideRepeat(state, command)];
        }

        var decided = Order.Decide(record.Id, state, Clocks.CountedAnew(command, record.State, state), policy, now);
        return seenIn is not null && decided.All(fact => fact.IsNewsOnce) ? [.. Order.DecideRepeat(state, command)] : decided;
    }

    /// <summary>Applies facts, then what the order owes because of them, until nothing more follows.</summary>
    private static (OrderState State, ImmutableArray<(Fact Fact, OrderState After)> Facts) Settle(
        OrderId id, OrderState state, ImmutableArray<Fact> decided, OrderPolicy policy, DateTimeOffset now)
    {
        var told = ImmutableArray.CreateBuilder<(Fact, OrderState)>();
        var (before, facts) = (state, decided);
        for (var round = 0; round < MaxRounds; round++)
        {
            foreach (var fact in facts)
            {
                state = Order.Evolve(state, fact, policy, now);
                told.Add((fact, state));
            }

            facts = [.. Order.React(id, state, policy, now)];
            if (facts.Length == 0)
            {
                return (Apart(before, state, told), told.ToImmutable());
            }
        }

        throw new InvalidOperationException($"What {id} owes does not settle; the last to follow was {facts[0].GetType().Name}.");
    }

    /// <summary>
    /// The next call of a request is never due at the same instant as the one before, also where the clock stands still: by that instant a claim and an
    /// answer tell which call is meant.
    /// </summary>
    private static OrderState Apart(OrderState before, OrderState after, IEnumerable<(Fact Fact, OrderState After)> facts)
    {
        foreach (var (fact, _) in facts)
        {
            if (fact is RequestDelayed or ResultAwaited or RequestRedirected
                && fact is RequestFact { RequestId: var id } && after.Find(id)?.DueAt is { } due && due == before.Find(id)?.DueAt)
            {
                after = after.With(id, request => request with { DueAt = due.AddTicks(1) });
            }
        }

        return after;
    }

    private static TurnResult Written(
        OrderRecord record,
        Command command,
        Message message,
        OrderPolicy policy,
        DateTimeOffset now,
        OrderState state,
        ImmutableArray<(Fact Fact, OrderState After)> facts,
        Outcome outcome)
    {
        state = state with { Attention = Attentions.Of(record.Id, state, policy, now), WakeAt = Clocks.WakeAt(state, policy) };
        var erased = facts.Any(fact => fact.Fact is PersonsErased);
        List<LogEntry> log = state.PersonsErased ? [] : [EntryOf(record, command, message, policy, now), .. Payloads(command, message, now)];
        var lines = new List<TimelineLine>();
        foreach (var (fact, after) in facts)
        {
            if (Order.Tell(after, fact) is { } told)
            {
                var line = (state.Observed && command is RecordAnswer ? told with { Message = $"Only observed. {told.Message}" } : told).At(now, message.Id);
                lines.Add(line);
                log.Add(LogEntry.Of(line));
            }
        }

        var written = record with
        {
            Version = record.Version + 1,
            State = state,
            ChangedAt = now,
            Seen = Remember(record.Seen, message, state, facts),
            Timeline = (erased ? Erasure.Masked(record) : record.Timeline).Add(CollectionsMarshal.AsSpan(lines)),
            CustomerHash = OrderGrains.CustomerHash.Of(record, state, policy),
        };
        var reason = facts.Select(fact => fact.Fact).OfType<CommandRefused>().FirstOrDefault()?.Why;
        return new(written, true, [.. log], ReceiptOf(outcome, written, command, reason)) { ClearsLog = erased };
    }

    private static SeenMessages Remember(
        SeenMessages seen, Message message, OrderState state, ImmutableArray<(Fact Fact, OrderState After)> facts) =>
        message.Id is not { } id ? seen
        : facts.Any(fact => fact.Fact.IsJudgedAgain) ? seen.Remove(id)
        : seen.Add(id, state.Epoch);

    private static TurnResult Removal(OrderRecord record, OrderPolicy policy, DateTimeOffset now) => policy.Retention.WhyKept(record, now) is { } why
        ? new(record, false, [], new(Outcome.Refused, record.Version, why))
        : Removed(record);

    private static TurnResult Removed(OrderRecord record) =>
        new(OrderRecord.New(record.Id), true, [], new(Outcome.Accepted, record.Version)) { Removed = true };

    private static TurnResult Repeated(OrderRecord record, Command command) => new(
        record with { Repeats = record.Repeats + 1 }, false, [], ReceiptOf(Outcome.Repeated, record, command, null));

    private static Receipt ReceiptOf(Outcome outcome, OrderRecord record, Command command, string? reason) =>
        Order.Answer(record.State, command, new(outcome, record.Version, reason));

    private static Outcome OutcomeOf(ImmutableArray<Fact> facts) =>
        facts.Length == 0 ? Outcome.Repeated
        : facts.Any(fact => fact is CommandRefused) ? Outcome.Refused
        : facts.All(fact => fact.CameTooLate) ? Outcome.Stale
        : Outcome.Accepted;

    private static LogEntry EntryOf(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now) => new TurnEntry
    {
        Command = command is RecordAnswer { Exchange: not null } answer ? answer with { Exchange = null } : command,
        Message = message.Id,
        Now = now,
        Settings = policy.Version,
        Version = record.Version + 1,
        Repeats = record.Repeats,
    }.ToLog();

    private static IEnumerable<LogEntry> Payloads(Command command, Message message, DateTimeOffset now)
    {
        if (!message.Payload.IsEmpty)
        {
            yield return new(now, "received", message.Payload);
        }

        if (command is RecordAnswer { Exchange: { } exchange })
        {
            if (!exchange.Sent.IsEmpty)
            {
                yield return new(now, $"sent {exchange.Route}", exchange.Sent);
            }

            yield return new(now, $"answer {AnswerOf(exchange)}", exchange.Received);
        }
    }

    private static string AnswerOf(Exchange exchange) =>
        exchange.Observed ? "assumed, since nothing was sent" : $"{exchange.StatusCode?.ToString() ?? "none"} in {exchange.Elapsed.TotalMilliseconds:0} ms";
}
