using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>Everything that an order's page is made of, read once.</summary>
internal sealed class OrderFacts
{
    /// <summary>The facts of an order as one visitor sees them.</summary>
    public OrderFacts(OrderId id, OrderView view, Visit visit, OrderPolicy policy, IReadOnlyList<TargetCondition> targets, IReadOnlyList<LogEntry>? log)
    {
        (Id, View, Visit, Policy, Targets) = (id, view, visit, policy, [.. targets.Where(target => target.Tenant == id.Tenant)]);
        Detail = OrderDetail.Of(id, view, visit.Settings.Tenants.GetValueOrDefault(id.Tenant));
        Persons = KnownPersons.Of(State.Content, State.Vtex.Earlier);
        Turns = log is { Count: > 0 } ? LogTurns.Of(log) : [];
        Story = OrderStory.Of(this);
    }

    /// <summary>Its id.</summary>
    public OrderId Id { get; }

    /// <summary>The record, and what is being sent.</summary>
    public OrderView View { get; }

    /// <summary>Who looks.</summary>
    public Visit Visit { get; }

    /// <summary>The tenant's settings, as a turn knows them.</summary>
    public OrderPolicy Policy { get; }

    /// <summary>How the tenant's targets do.</summary>
    public IReadOnlyList<TargetCondition> Targets { get; }

    /// <summary>The order as the API shows it: masked.</summary>
    public OrderDetail Detail { get; }

    /// <summary>What it holds of persons, to be masked wherever it shows.</summary>
    public KnownPersons Persons { get; }

    /// <summary>Its turns as the log has them; empty where that is over.</summary>
    public IReadOnlyList<LoggedTurn> Turns { get; }

    /// <summary>Its story.</summary>
    public IReadOnlyList<StoryEntry> Story { get; }

    /// <summary>The language.</summary>
    public Language L => Visit.L;

    /// <summary>What it knows.</summary>
    public OrderState State => View.Record.State;

    /// <summary>The time of the page.</summary>
    public DateTimeOffset Now => Visit.Now;

    /// <summary>Who ordered, in initials.</summary>
    public string Shopper => Detail.Customer?.Name ?? L["the shopper", "o cliente"];

    /// <summary>The system that tells of the order.</summary>
    public string Sender => Names.Of(Id.Channel);

    /// <summary>The same with its article in Portuguese.</summary>
    public string TheSender => Id.Channel == Channel.Opabox ? L["OPABOX", "a OPABOX"] : L["OmniChat", "o OmniChat"];

    /// <summary>Calls that are still to be done.</summary>
    public IReadOnlyList<OwedRequest> Open => [.. State.Requests.Where(request => request.IsOpen())];

    /// <summary>Calls that stopped.</summary>
    public IReadOnlyList<OwedRequest> Stopped => [.. State.Requests.Where(request => request.State == RequestState.Parked)];

    /// <summary>How a target does; null where it was never called.</summary>
    public TargetCondition? Condition(string target) => Targets.FirstOrDefault(one => one.Target == target);

    /// <summary>Whether a call failed and is tried again.</summary>
    public static bool IsRetrying(OwedRequest request) => request is { State: RequestState.Waiting } and ({ Attempts: > 0 } or { LastCode: not null });

    /// <summary>A text of the hub or of another system, without what the order holds of persons.</summary>
    public string Masked(string text) => Persons.Mask(text);
}
