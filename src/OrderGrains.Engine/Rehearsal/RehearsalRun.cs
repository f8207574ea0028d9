namespace OrderGrains.Engine;

/// <summary>
/// One order while it is rehearsed. Of the log it is told what others said, and how each call ended that it makes again; a call that the log does not know is
/// answered as the target would where all goes well. Time is the log's.
/// </summary>
/// <param name="stored">The order as it stands.</param>
/// <param name="policy">What the rehearsed settings say of it.</param>
/// <param name="connectors">By target.</param>
/// <param name="answers">All answers of the log, in its order.</param>
internal sealed class RehearsalRun(OrderRecord stored, OrderPolicy policy, IReadOnlyDictionary<string, IConnector> connectors, IReadOnlyList<RecordAnswer> answers)
{
    /// <summary>How much later than its time the clock may have been heeded.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private const int MostCalls = 200;

    private readonly HashSet<string> _answered = [.. answers.Select(answer => answer.RequestId)];
    private readonly List<OrderState> _states = [];
    private readonly List<RehearsedChange> _changes = [];

    // By the log's request: the one here that is called in its place, or none, which is told once.
    private readonly Dictionary<string, string?> _instead = new(StringComparer.Ordinal);

    // What a rule refused here: the log's later answers of it are of calls that are not made.
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, Operation>? _operations;
    private int _heard;

    /// <summary>The order as it stands.</summary>
    public OrderRecord Record { get; private set; } = OrderRecord.New(stored.Id);

    /// <summary>What is otherwise so far.</summary>
    public IReadOnlyList<RehearsedChange> Changes => _changes;

    /// <summary>A request, as a comparison names it.</summary>
    public static string Name(OwedRequest request) => request.Argument is { } argument && request.Target != Target.Order
        ? $"{request.Target} {request.Operation} {argument}"
        : $"{request.Target} {request.Operation}";

    /// <summary>Takes a turn of the log.</summary>
    public async Task TakeAsync(LoggedTurn logged)
    {
        var turn = logged.Turn;
        if (turn.Command is not Wake)
        {
            WakeUpTo(turn.Now - Late);
        }

        switch (turn.Command)
        {
            case RecordAnswer answer:
                await AnswerAsync(answer, logged, turn.Now).ConfigureAwait(false);
                break;
            case ReportVtexResult or ReportVtexProgress or ReportVtexState or ReportVtexInvoice when IsNotPlaced:
                break; // VTEX speaks of what is not placed here.
            default:
                Tell(turn.Command, turn.Now, turn.Message);
                break;
        }

        await CallAsync(turn.Now).ConfigureAwait(false);
    }

    /// <summary>Time passes, and what is owed besides goes out.</summary>
    public async Task EndAsync(DateTimeOffset until)
    {
        WakeUpTo(until);
        await CallAsync(until).ConfigureAwait(false);
    }

    private void WakeUpTo(DateTimeOffset time)
    {
        for (var last = (DateTimeOffset?)null; Record.State.WakeAt is { } at && at <= time && at != last; last = at)
        {
            Tell(new Wake(), at, null);
        }
    }

    private void Tell(Command command, DateTimeOffset now, string? message)
    {
        _states.Add(Record.State);
        Record = Turn.Take(Record, command, new(message, default), policy, now).Record;
    }

    private bool IsNotPlaced => !policy.HasVtex || (Record.State.Latest(Operation.PlaceOrder) is { } place && _refused.Contains(place.Id));

    /// <summary>An answer of the log, for the call that is made here in its place; none where nothing is owed here that it answers.</summary>
    private async Task AnswerAsync(RecordAnswer answer, LoggedTurn logged, DateTimeOffset now)
    {
        var sent = logged.Sent;
        _heard++;
        if (RequestOf(answer) is not { } request)
        {
            if (!sent.IsEmpty && _instead.TryAdd(answer.RequestId, null))
            {
                _changes.Add(new(NameOf(answer), "made", "yes", null));
            }

            return;
        }

        if (_refused.Contains(request.Id))
        {
            return;
        }

        var reply = answer.Step == Step.Send ? await RenderAsync(request, Record.State, answer.Step, now).ConfigureAwait(false) : null;
        if (reply?.Exchange is { Sent: var body, Route: var route } && !sent.IsEmpty)
        {
            if (route == logged.Route // A target's answer may have led to another call.
                && await CompareAsync(request, DueOf(answer, request, now), sent, body, now).ConfigureAwait(false))
            {
                answer = answer with { Result = PlacedAs(answer.Result, reply.Result) };
            }
        }
        else if (reply is not null && (reply.Exchange is null) != sent.IsEmpty && request.Target != Target.Order)
        {
            _changes.Add(new(Name(request), "made", sent.IsEmpty ? null : "yes", sent.IsEmpty ? "yes" : null));
        }

        var result = reply?.Result is DeliveryRefused refused ? refused
            : sent.IsEmpty && answer.Result is DeliveryRefused && reply is not null ? reply.Result
            : answer.Result;
        Answer(request, answer.Step, result, DueOf(answer, request, now), now);
    }

    /// <summary>Which of its calls an answer is of. One that was put off or ended meanwhile, as in the log, is answered too late here as well.</summary>
    private DateTimeOffset DueOf(RecordAnswer answer, OwedRequest request, DateTimeOffset now) =>
        answer.RequestId == request.Id && _states.Any(state => state.Find(request.Id)?.DueAt == answer.Due) ? answer.Due : request.DueAt ?? now;

    private void Answer(OwedRequest request, Step step, DeliveryResult result, DateTimeOffset due, DateTimeOffset now)
    {
        if (result is DeliveryRefused && request.Operation == Operation.PlaceOrder)
        {
            _refused.Add(request.Id);
        }

        Tell(new RecordAnswer(request.Id, due, step, result, null), due > now ? due : now, null);
    }

    /// <summary>The request that an answer is of: itself, or one for the same.</summary>
    private OwedRequest? RequestOf(RecordAnswer answer)
    {
        if (Record.State.Find(answer.RequestId) is { } same)
        {
            return same;
        }

        if (!_instead.ContainsKey(answer.RequestId) && OperationOf(answer) is { } operation
            && Record.State.Requests.Where(request => request.Operation == operation && !_answered.Contains(request.Id) && !_instead.ContainsValue(request.Id))
                .OrderByDescending(request => request.IsOpen()).FirstOrDefault() is { } other) // One that ended while its call was under way as well.
        {
            _instead.Add(answer.RequestId, other.Id);
        }

        return _instead.GetValueOrDefault(answer.RequestId) is { } id ? Record.State.Find(id) : null;
    }

    /// <summary>What is owed here and was never owed before goes out at once, and is taken.</summary>
    private async Task CallAsync(DateTimeOffset now)
    {
        for (var calls = 0; calls < MostCalls && NewOne() is { } request; calls++)
        {
            var at = request.DueAt > now ? request.DueAt.Value : now;
            var step = request.StepOf(false);
            var reply = await RenderAsync(request, Record.State, step, at).ConfigureAwait(false);
            if (reply.Exchange is not null && step == Step.Send)
            {
                _changes.Add(new(Name(request), "made", null, "yes"));
            }

            Answer(request, step, reply.Result, request.DueAt ?? at, at);
        }
    }

    private OwedRequest? NewOne() => Record.State.Requests.FirstOrDefault(request =>
        request.State is RequestState.Waiting or RequestState.AwaitingResult
        && !_answered.Contains(request.Id)
        && !stored.State.Requests.Any(known => known.Id == request.Id || (IsSame(known, request) && !_answered.Contains(known.Id))) // Owed before as well, and never called.
        && !_instead.ContainsValue(request.Id)
        && !answers.Skip(_heard).Any(answer => Record.State.Find(answer.RequestId) is null && !_instead.ContainsKey(answer.RequestId) && OperationOf(answer) == request.Operation));

    /// <summary>
    /// Compares a body with the one that is made here; whether they differ. The call may have been made some turns before it was answered: the state that is nearest
    /// counts.
    /// </summary>
    private async Task<bool> CompareAsync(OwedRequest request, DateTimeOffset due, ReadOnlyMemory<byte> sent, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var nearest = BodyChange.Between(sent, body);
        for (var back = _states.Count - 1; nearest.Count > 0 && back >= 0 && _states[back].Find(request.Id) is { } then; back--)
        {
            if (then.DueAt == due
                && await RenderAsync(then, _states[back], Step.Send, now).ConfigureAwait(false) is { Exchange.Sent: var earlier }
                && BodyChange.Between(sent, earlier) is var changes && changes.Count < nearest.Count)
            {
                nearest = changes;
            }
        }

        _changes.AddRange(nearest.Select(change => new RehearsedChange(Name(request), change.Path, change.Before, change.After)));
        return nearest.Count > 0;
    }

    /// <summary>The log's answer to a placement, with the SKUs that are placed here: invoices are compared with them.</summary>
    private static DeliveryResult PlacedAs(DeliveryResult said, DeliveryResult here) =>
        (said, here) is (Delivered { Answer: VtexAnswer answer }, Delivered { Answer: VtexAnswer { Placed: var placed } }) ? new Delivered(answer with { Placed = placed }) : said;

    private Task<ConnectorReply> RenderAsync(OwedRequest request, OrderState state, Step step, DateTimeOffset now) =>
        connectors.TryGetValue(Target.KindOf(request.Target), out var connector)
            ? connector.CallAsync(new(stored.Id, state, request, step, now), CancellationToken.None)
            : Task.FromResult(new ConnectorReply(new Delivered()));

    private static bool IsSame(OwedRequest one, OwedRequest other) =>
        one.Operation == other.Operation && one.Argument == other.Argument && one.Placement == other.Placement;

    private string NameOf(RecordAnswer answer) =>
        stored.State.Find(answer.RequestId) is { } request ? Name(request) : OperationOf(answer)?.ToString() ?? "call";

    /// <summary>What an answer's request was for: its id is made of the operation.</summary>
    private Operation? OperationOf(RecordAnswer answer)
    {
        _operations ??= Enumerable.Range(1, stored.State.Epoch + 1)
            .SelectMany(epoch => Enum.GetValues<Operation>().Select(operation => (Id: Message.RequestId(stored.Id, epoch, operation), operation)))
            .GroupBy(pair => pair.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().operation, StringComparer.Ordinal);
        return _operations.TryGetValue(answer.RequestId, out var found) ? found : null;
    }
}
