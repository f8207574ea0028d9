using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Vtex;

/// <summary>
/// The table of codes and outcomes (docs/vtex.md, "Codes and outcomes"), row by row: what the request then does and when, what asks for a person,
/// and what the operator reads. Each code also as a notification after SOI003. The same table is in docs/vtex.md.
/// </summary>
public sealed class ResultTableTests
{
    private const string NoPerson = "";

    private static readonly (string Operation, string Outcome, RequestState State, Step? Step, string Next, string Attention, string Told)[] Table =
    [
        ("place", "SOI001", RequestState.Done, null, "never", NoPerson, "Placed"),
        ("place", "SOI002", RequestState.Done, null, "never", NoPerson, "Approved"),
        ("place", "SOI003", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "Placement enqueued as new"),
        ("place", "EOI000", RequestState.Waiting, Step.Send, "schedule", NoPerson, "EOI000: VTEX says EOI000. Next attempt"),
        ("place", "EOI001", RequestState.Waiting, Step.Send, "schedule", NoPerson, "EOI001: VTEX says EOI001. Next attempt"),
        ("place", "EOI002", RequestState.Parked, null, "never", "TellShopper PlacementRefused", "Refused: VTEX says EOI002"),
        ("place", "EOI003", RequestState.Parked, null, "never", "TellShopper PlacementRefused", "Refused: VTEX says EOI003"),
        ("place", "EOI004", RequestState.Parked, null, "never", "TellShopper PlacementRefused", "Refused: VTEX says EOI004"),
        ("place", "EOI005", RequestState.Parked, null, "never", "TellShopper PlacementRefused", "Refused: VTEX says EOI005"),
        ("place", "EOI006", RequestState.Waiting, Step.Send, "schedule", NoPerson, "EOI006: VTEX says EOI006. Next attempt"),
        ("place", "EOI007", RequestState.Waiting, Step.Read, "now", NoPerson, "EOI007: VTEX says EOI007. Next attempt"),
        ("place", "EOI010", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "EOI010: VTEX says EOI010. Nobody knows"),
        ("place", "HTTP 408", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "HTTP 408: The target answered HTTP 408. Nobody knows"),
        ("place", "HTTP 429", RequestState.Waiting, Step.Send, "1 min", NoPerson, "HTTP 429"),
        ("place", "HTTP 429 after 420", RequestState.Waiting, Step.Send, "7 min", NoPerson, "HTTP 429"),
        ("place", "HTTP 500", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "HTTP 500: The target answered HTTP 500. Nobody knows"),
        ("place", "HTTP 502", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "HTTP 502"),
        ("place", "HTTP 503", RequestState.Waiting, Step.Send, "schedule", NoPerson, "HTTP 503"),
        ("place", "HTTP 503 after 420", RequestState.Waiting, Step.Send, "7 min", NoPerson, "HTTP 503"),
        ("place", "HTTP 504", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "HTTP 504"),
        ("place", "connection refused", RequestState.Waiting, Step.Send, "schedule", NoPerson, "The target takes no connection; nothing was sent."),
        ("place", "timeout", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "Sent, and no answer came in time."),
        ("place", "broken connection", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "The connection broke before the answer was whole."),
        ("place", "HTTP 422", RequestState.Parked, null, "never", "RequestParked", "HTTP 422: The target answered HTTP 422."),
        ("approve", "SOI002", RequestState.Done, null, "never", NoPerson, "Approved"),
        ("approve", "SOI003", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "Placement enqueued as approved"),
        ("approve", "EOI000", RequestState.Waiting, Step.Send, "schedule", NoPerson, "EOI000: VTEX says EOI000. Next attempt"),
        ("approve", "EOI005", RequestState.Parked, null, "never", "RequestParked", "Refused: VTEX says EOI005"),
        ("approve", "EOI006", RequestState.Waiting, Step.Send, "schedule", NoPerson, "EOI006: VTEX says EOI006. Next attempt"),
        ("approve", "EOI008", RequestState.Waiting, Step.Send, "schedule", NoPerson, "EOI008: VTEX says EOI008. Next attempt"),
        ("approve", "EOI009", RequestState.Waiting, Step.Read, "now", NoPerson, "EOI009: VTEX says EOI009. Next attempt"),
        ("approve", "EOI010", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "EOI010: VTEX says EOI010. Nobody knows"),
        ("approve", "EOI011", RequestState.Waiting, Step.Send, "1 h", NoPerson, "EOI011: VTEX waits for its seller"),
        ("approve", "HTTP 429", RequestState.Waiting, Step.Send, "1 min", NoPerson, "HTTP 429"),
        ("approve", "HTTP 500", RequestState.AwaitingResult, Step.Read, "15 min", NoPerson, "HTTP 500"),
        ("approve", "HTTP 503", RequestState.Waiting, Step.Send, "schedule", NoPerson, "HTTP 503"),
        ("approve", "connection refused", RequestState.Waiting, Step.Send, "schedule", NoPerson, "nothing was sent."),
    ];

    public static TheoryData<string, string> Rows => Data(Table);

    public static TheoryData<string, string> Codes => Data(Table.Where(row => row.Outcome[1..3] == "OI" && row.Outcome != "SOI003"));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task As_the_answer_to_our_own_call(string operation, string outcome)
    {
        var (story, asked) = Given(operation);
        var request = story.Request(asked);

        var reply = await VtexOutcome.Vendor(outcome).CallAsync(new(Some.Order("46ad3bd0"), story.State, request, Step.Send, story.Now));
        story.Tell(story.Answered(request, reply.Result, exchange: reply.Exchange));

        Stands(operation, outcome, story, asked);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void As_a_notification(string operation, string code)
    {
        var (story, asked) = Given(operation);
        story.Enqueued(asked);
        Assert.Equal(OrderGrains.Outcome.Accepted, story.Vtex(VtexOutcome.Result(code, asked.ToString())).Receipt.Outcome);
        Stands(operation, code, story, asked);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void As_a_notification_that_names_no_flow(string operation, string code)
    {
        var (story, asked) = Given(operation);
        story.Enqueued(asked);
        story.Vtex(VtexOutcome.Result(code, null));
        Stands(operation, code, story, asked);
    }

    private static (Scenario Story, Operation Operation) Given(string operation)
    {
        var story = new Scenario(Some.Order("46ad3bd0"));
        story.Opabox(1);
        if (operation == "place")
        {
            return (story, Operation.PlaceOrder);
        }

        story.Placed().Opabox(2);
        return (story, Operation.ApproveOrder);
    }

    private static void Stands(string operation, string outcome, Scenario story, Operation asked)
    {
        var row = Table.Single(row => row.Operation == operation && row.Outcome == outcome);
        var request = story.Request(asked);
        Assert.Equal(row.State, request.State);
        Assert.Equal(row.Step ?? request.Step, request.Step);
        var due = Due(row.Next, request, story.Now);
        Assert.True(request.DueAt == due || request.DueAt == due + TimeSpan.FromTicks(1), $"{request.DueAt}"); // Never at the instant of the call before.
        Assert.InRange(request.Attempts, outcome == "EOI011" ? 0 : 1, 1); // A wait for the seller burns none.
        Assert.Equal(row.Attention, string.Join(' ', story.State.Attention.Select(attention => attention.Reason)));
        Assert.Contains(story.Record.Timeline, line => line.Message.Contains(row.Told, StringComparison.Ordinal));
        if (row.State == RequestState.Parked)
        {
            Assert.Contains(outcome.Split(" after")[0], request.LastError + story.State.Attention[0].Message, StringComparison.Ordinal);
        }
    }

    private static DateTimeOffset? Due(string next, OwedRequest request, DateTimeOffset now) => next switch
    {
        "never" => null,
        "now" => now,
        "schedule" => now + RetrySchedule.Default.DelayAfter(request.Id, 1, TimeSpan.Zero),
        "1 min" => now.AddMinutes(1),
        "7 min" => now.AddMinutes(7),
        "15 min" => now + RetrySchedule.Default.ResultTimeout,
        _ => now + RetrySchedule.Default.MaxDelay,
    };

    private static TheoryData<string, string> Data(
        IEnumerable<(string Operation, string Outcome, RequestState, Step?, string, string, string)> rows)
    {
        var data = new TheoryData<string, string>();
        foreach (var row in rows)
        {
            data.Add(row.Operation, row.Outcome);
        }

        return data;
    }
}
