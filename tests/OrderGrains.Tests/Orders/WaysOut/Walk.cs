namespace OrderGrains.Tests.Orders.WaysOut;

/// <summary>
/// Walks all that an order can come to, breadth first, by the turn itself: from each state that is new in terms of <see cref="Abstraction"/>, everything that may happen next
/// (<see cref="Moves"/>). Beside it one step that no single command makes: the waits of what is open have reached the horizon.
/// </summary>
internal sealed class Walk(OrderId id, OrderPolicy policy, Moves moves, int maxStates)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<Node> _nodes = [];

    public int States => _nodes.Count;

    public int Turns { get; private set; }

    /// <summary>Whether it went on to where nothing new comes.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>What has no way out: the first path to each kind.</summary>
    public SortedDictionary<string, string> Stuck { get; } = new(StringComparer.Ordinal);

    public Walk Run()
    {
        Add(new(OrderRecord.New(id), Some.Morning, -1, ""));
        var at = 0;
        for (; at < _nodes.Count && _nodes.Count < maxStates; at++)
        {
            var node = _nodes[at];
            foreach (var move in moves.From(node.Record, node.Now))
            {
                Take(at, node, move);
            }

            Add(new(AtHorizon(node.Record), node.Now, at, "days of this"));
        }

        IsWhole = at == _nodes.Count;
        return this;
    }

    private void Take(int at, Node node, Move move)
    {
        Turns++;
        var turn = Turn.Take(node.Record, move.Command, move.Message, policy, move.At);
        if (WayOut.WhyNone(node.Record, move, turn, policy) is { } why)
        {
            Stuck.TryAdd(why, string.Join(" > ", Path(at).Append(move.Name)));
            return;
        }

        if (turn.Changed)
        {
            Add(new(turn.Record, move.At, at, move.Name));
        }
    }

    private void Add(Node node)
    {
        if (_known.Add(Abstraction.Of(node.Record, node.Now, policy)))
        {
            _nodes.Add(node);
        }
    }

    private OrderRecord AtHorizon(OrderRecord record) => record with
    {
        State = record.State with
        {
            Requests = [.. record.State.Requests.Select(request => request.IsOpen() ? request with { Waited = policy.Retry.Horizon, UnexplainedFailures = 2 } : request)],
        },
    };

    private IEnumerable<string> Path(int at) => at <= 0 ? [] : Path(_nodes[at].From).Append(_nodes[at].By);

    private sealed record Node(OrderRecord Record, DateTimeOffset Now, int From, string By);
}
