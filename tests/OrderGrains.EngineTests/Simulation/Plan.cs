using System.Text;
using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>Something that is said of an order, perhaps more than once, until it is answered.</summary>
/// <param name="Order">The order.</param>
/// <param name="Name">For the trace.</param>
/// <param name="Command">What is said.</param>
/// <param name="Message">Its envelope.</param>
/// <param name="At">When each copy is sent.</param>
internal sealed record SimFact(OrderId Order, string Name, Command Command, Message Message, IReadOnlyList<TimeSpan> At)
{
    /// <summary>The highest version that any copy was answered with.</summary>
    public int? Answered { get; set; }

    /// <summary>Whether a copy was answered as news.</summary>
    public int Accepted { get; set; }

    /// <summary>Tries after which nobody sends it any more, as vendors do; null: until it is answered.</summary>
    public int? Tries { get; init; }

    /// <summary>Whether OmniChat cancels the order itself.</summary>
    public bool IsChatCancellation => Command is ReportChatStatus { Status: "CANCELLED" } && Tries is null;

    /// <summary>Whether some copy was sent.</summary>
    public bool IsSent { get; set; }

    /// <summary>Whether nobody says it after all: OmniChat shows the order as cancelled already.</summary>
    public bool IsNeedless { get; set; }

    /// <summary>Whether it was answered when OmniChat was told, or about to be told, that the order is refused: it looks like that word's echo.</summary>
    public bool MayBeEcho { get; set; }

    /// <summary>Whether a repeat may be news: a cart, or what is judged anew after a refusal.</summary>
    public bool MayBeNewsAgain { get; init; }
}

/// <summary>How the targets of one kind behave while there are faults.</summary>
/// <param name="Fails">Share of calls that fail.</param>
/// <param name="DeadFrom">Start of a time in which no call is answered.</param>
/// <param name="DeadUntil">Its end.</param>
internal sealed record Weather(double Fails, TimeSpan DeadFrom, TimeSpan DeadUntil);

/// <summary>What a seed makes of a run before it starts.</summary>
internal sealed class Plan
{
    private static readonly OrderStatus[] Final = [OrderStatus.RejectedByCustomer, OrderStatus.Cancelled];
    private readonly Random _random;
    private readonly bool _tight;

    private Plan(Random random, bool oneDead, bool graceEndsEarly)
    {
        _random = random;
        GraceEndsEarly = graceEndsEarly && !oneDead;
        OneDead = oneDead;
        Span = Pick(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10), TimeSpan.FromHours(2));
        Calm = Span + Pick(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(5));
        Silos = Pick(1, 2, 3);
        StoreFails = oneDead ? 0 : Pick(0, 0, 0.02, 0.15);
        StoreStalls = oneDead ? 0 : Pick(0, 0.02, 0.3);
        Strikes = oneDead ? 0 : Pick(0, 0.1, 0.3);
        MessageLost = oneDead ? 0 : Pick(0, 0.02, 0.1);
        BellLost = oneDead ? 0 : Pick(0, 0, 0.1, 1);
        TickLost = oneDead ? 0 : Pick(0, 0.3);
        AlarmsAreDead = !oneDead && random.Next(10) == 0;
        ResponseTimeout = TimeSpan.FromSeconds(Pick(5, 15));
        ReplyLost = Pick(0, 0.05, 0.2);
        NotificationFails = Pick(0, 0.1, 0.4);
        ShowsLate = random.Next(10) == 0;
        Weather = Targets.ToDictionary(target => target, Sky, StringComparer.Ordinal);
        Dead = oneDead ? Targets[random.Next(Targets.Length)] : null;
        if (Dead is not null)
        {
            Weather = Targets.ToDictionary(
                target => target, target => target == Dead ? new Weather(0, default, Calm) : new(0, default, default), StringComparer.Ordinal);
        }

        Orders = [.. Enumerable.Range(1, random.Next(1, oneDead ? 8 : 4)).Select(Order)];
        Crashes = oneDead ? [] : Times(random.Next(4));
        Stops = oneDead ? [] : Times(random.Next(8) == 0 ? 1 : 0);
        Freezes = oneDead ? [] : Times(random.Next(3));
        Doubles = oneDead ? [] : Times(random.Next(4));
        Collections = oneDead ? [] : Times(random.Next(3));
        Jumps = oneDead || ShowsLate ? [] : Times(random.Next(6) == 0 ? 2 : 0);
        Pauses = oneDead ? [] : Times(random.Next(4) == 0 ? 1 : 0);
        SetBacks = oneDead || (ShowsLate && Silos > 1) ? [] : Times(random.Next(5) == 0 ? 1 : 0);
        OperatorActs = oneDead ? [] : Times(random.Next(3));
        Replacements = GraceEndsEarly ? Times(random.Next(6)) : [];
        _tight = !oneDead && random.Next(4) == 0;
        MostInBatch = Pick(1, 3, 256);
        Policy = new()
        {
            HasVtex = true, HasOmniChat = true, HasBonifiQ = true,
            SendPending = random.Next(5) > 0,
            PaymentRejectedGrace = GraceEndsEarly ? Span / 20 : TimeSpan.FromDays(10),
            Retry = RetrySchedule.Default with
            {
                Horizon = Pick(TimeSpan.FromMinutes(20), TimeSpan.FromDays(3), TimeSpan.FromDays(3)),
                ResultTimeout = Pick(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15)),
            },
        };
    }

    public static string[] Targets { get; } = [Target.Vtex, Target.OmniChat, Target.BonifiQ];

    /// <summary>Whether the run is about one dead target beside healthy ones.</summary>
    public bool OneDead { get; }

    /// <summary>
    /// Whether graces end among the faults, so that orders are cancelled at VTEX, are paid after all, and are placed anew by an operator.
    /// </summary>
    public bool GraceEndsEarly { get; }

    /// <summary>The dead target of such a run.</summary>
    public string? Dead { get; }

    /// <summary>How many silos there are. One has the store in its process.</summary>
    public int Silos { get; }

    /// <summary>Time in which facts are sent first.</summary>
    public TimeSpan Span { get; }

    /// <summary>From here on nothing fails any more.</summary>
    public TimeSpan Calm { get; }

    public double StoreFails { get; }

    /// <summary>Share of writes that take longer than anybody waits.</summary>
    public double StoreStalls { get; }

    /// <summary>Share of claims and of calls at which their silo crashes or freezes.</summary>
    public double Strikes { get; }

    /// <summary>Share of calls and of answers between silos that are lost.</summary>
    public double MessageLost { get; }

    public double BellLost { get; }

    public double TickLost { get; }

    /// <summary>Whether no lane's alarm ever rings, also when nothing fails any more: the ticks deliver alone.</summary>
    public bool AlarmsAreDead { get; }

    /// <summary>After this a call counts as lost.</summary>
    public TimeSpan ResponseTimeout { get; }

    public double ReplyLost { get; }

    public double NotificationFails { get; }

    /// <summary>
    /// Whether VTEX shows orders later than they are read. Clocks are right then: a lane whose clock is ahead of its order's asks for a result too early, and
    /// is told 404 of what VTEX has.
    /// </summary>
    public bool ShowsLate { get; }

    public IReadOnlyDictionary<string, Weather> Weather { get; }

    public IReadOnlyList<(OrderId Id, IReadOnlyList<SimFact> Facts, bool Invoiced)> Orders { get; }

    public IReadOnlyList<TimeSpan> Crashes { get; }

    public IReadOnlyList<TimeSpan> Stops { get; }

    /// <summary>When a silo stands still for a while.</summary>
    public IReadOnlyList<TimeSpan> Freezes { get; }

    /// <summary>When an order or a lane becomes active twice.</summary>
    public IReadOnlyList<TimeSpan> Doubles { get; }

    /// <summary>When an order or a lane leaves memory, or moves.</summary>
    public IReadOnlyList<TimeSpan> Collections { get; }

    /// <summary>When a machine's clock goes ahead, to come back within less than an hour.</summary>
    public IReadOnlyList<TimeSpan> Jumps { get; }

    public IReadOnlyList<TimeSpan> Pauses { get; }

    public IReadOnlyList<TimeSpan> SetBacks { get; }

    public IReadOnlyList<TimeSpan> OperatorActs { get; }

    /// <summary>When an operator places anew what was paid after it was cancelled.</summary>
    public IReadOnlyList<TimeSpan> Replacements { get; }

    /// <summary>Writes that a silo's writer lets wait.</summary>
    public int MostWaitingWrites => _tight ? 4 : 4096;

    /// <summary>Writes that it commits at once.</summary>
    public int MostInBatch { get; }

    /// <summary>Bounds of the orders in a silo's memory.</summary>
    public OrderLimits OrderLimits => new() { Residents = _tight ? 2 : 10_000 };

    public OrderPolicy Policy { get; }

    /// <summary>Every lane of the tenant.</summary>
    public static IReadOnlyList<LaneName> Lanes { get; } = [LaneName.Clock("acme"), .. Targets.Select(target => new LaneName("acme", target))];

    /// <summary>Bounds of a lane.</summary>
    public LaneLimits LaneLimits(Bug bug)
    {
        var limits = _tight ? new LaneLimits { Concurrency = 1, Queue = 1, Batch = 2, Resting = 2 } : new();
        return bug == Bug.ThawedLaneCalls ? limits with { ClaimLife = TimeSpan.FromDays(1000) } : limits;
    }

    /// <summary>The plan of a seed; one in eight is about a dead target, and in one in six graces end early.</summary>
    public static Plan Of(int seed, Random random) => new(random, random.Next(8) == 0, seed % 6 == 0);

    /// <summary>An order of OPABOX's or a chat's: what is said of it, when, and how often.</summary>
    private (OrderId, IReadOnlyList<SimFact>, bool) Order(int number)
    {
        var chat = _random.Next(3) == 0;
        var id = OrderId.Create("acme", chat ? Channel.OmniChat : Channel.Opabox, $"{(chat ? 'c' : 'o')}{number}");
        var facts = (chat ? Chat(id) : Opabox(id)).ToList();
        if (_random.Next(12) == 0 && !facts.Any(fact => fact.Command is ReportOpaboxStatus { Status: 6 }))
        {
            facts.Add(Fact(id, "operator", _random.Next(2) == 0 ? new MarkPaid("ana") : new CancelByOperator("ana", null), Message.Internal, copies: 1));
        }

        var ends = facts.Any(fact => fact.Command is CancelByOperator or ReportChatStatus { Status: "CANCELLED" or "NOT_PAID" }
            || (fact.Command is ReportOpaboxStatus report && (report.Status == 3 || Final.Contains(StatusTable.FromOpabox(report.Status)!.Value))));
        return (id, facts, !ends && _random.Next(3) == 0);
    }

    private IEnumerable<SimFact> Opabox(OrderId id)
    {
        int[] path = [1, 3, 22, 2, 4, 11, 9, 5, 6];
        var codes = path.Where(code => _random.Next(code is (1 or 3) && GraceEndsEarly ? 1 : code == 3 ? 8 : 3) == 0).ToList();
        codes.AddRange(_random.Next(4) == 0 ? [Pick(7, 8, 10)] : codes.Count == 0 ? [1] : []);
        foreach (var code in codes)
        {
            var content = Some.Content(_random.Next(6) == 0 ? code : 10);
            var body = Encoding.UTF8.GetBytes($"{id} {code}");
            var first = GraceEndsEarly && code is (1 or 3) ? code * Within(Span / 12) : (TimeSpan?)null;
            yield return Fact(id, $"status {code}", new ReportOpaboxStatus(code, content, []), Message.Webhook(id.Tenant, "opabox/orders", body), first: first);
        }
    }

    private IEnumerable<SimFact> Chat(OrderId id)
    {
        for (var edit = _random.Next(3); edit > 0; edit--)
        {
            var cart = new EditCart(Some.Content(edit), ItemsOnly: false);
            yield return Fact(id, $"cart {edit}", cart, Message.Cart(Encoding.UTF8.GetBytes($"{id} cart {edit}"))) with { MayBeNewsAgain = true };
        }

        var ask = new AskProvisioning(Some.Content(9), []);
        yield return Fact(id, "provisioning", ask, Webhook(id, "omnichat/order-provisioning", "all")) with { MayBeNewsAgain = true };
        if (_random.Next(3) > 0)
        {
            yield return Status(id, "PAID");
        }

        if (_random.Next(4) == 0)
        {
            yield return Status(id, Pick("CANCELLED", "NOT_PAID"));
        }
    }

    private SimFact Status(OrderId id, string status) =>
        Fact(id, status, new ReportChatStatus(status, "gateway", null, null), Webhook(id, "omnichat/status-change", status));

    private static Message Webhook(OrderId id, string hook, string body) =>
        Message.Webhook(id.Tenant, hook, Encoding.UTF8.GetBytes($"{id} {body}"));

    private SimFact Fact(OrderId id, string name, Command command, Message message, int? copies = null, TimeSpan? first = null)
    {
        // At once, a moment later, or any time.
        var start = first ?? Within(Span);
        var more = copies - 1 ?? (_random.Next(3) == 0 ? _random.Next(1, 6) : 0);
        var spread = Pick(TimeSpan.Zero, TimeSpan.FromSeconds(2), Span);
        return new(id, name, command, message, [start, .. Enumerable.Range(0, more).Select(_ => start + Within(spread))]);
    }

    private Weather Sky(string target)
    {
        var from = Within(Span);
        var dead = _random.Next(5) == 0;
        return new(Pick(0, 0.1, 0.35), dead ? from : default, dead ? from + Within(Span) : default);
    }

    private IReadOnlyList<TimeSpan> Times(int count) => [.. Enumerable.Range(0, count).Select(_ => Within(Span * 1.2))];

    private TimeSpan Within(TimeSpan span) => span * _random.NextDouble();

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
