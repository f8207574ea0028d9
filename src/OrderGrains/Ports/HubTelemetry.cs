using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace OrderGrains;

/// <summary>
/// What the hub's own measures and spans are called, and how the spans of an order find each other. An order is worked on for days and by several processes, so
/// nobody hands a trace's id on: it derives from the order's id (docs/decisions/0033-an-orders-own-trace.md). Calls of an order are spans of that trace. What comes from outside has its sender's trace, and a link to the order's.
/// </summary>
public static class HubTelemetry
{
    /// <summary>Name of the one meter of all its parts, and of the source of their spans.</summary>
    public const string Name = "OrderGrains";

    /// <summary>Attribute of a span that is about one order: its id.</summary>
    public const string OrderTag = "ordergrains.order";

    /// <summary>Attribute of a span: how a turn or a call ended.</summary>
    public const string OutcomeTag = "ordergrains.outcome";

    private const int SpanBytes = 8;
    private const int TraceBytes = 16;

    private static readonly ActivitySource Spans = new(Name);

    /// <summary>The trace of an order: the same in each process and after each restart.</summary>
    public static ActivityContext TraceOf(OrderId order)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(order.ToString())).AsSpan();
        return new(
            ActivityTraceId.CreateFromBytes(hash[..TraceBytes]), ActivitySpanId.CreateFromBytes(hash.Slice(TraceBytes, SpanBytes)), ActivityTraceFlags.None, isRemote: true);
    }

    /// <summary>Says of the span under way, such as a webhook's, which order it is about.</summary>
    public static void Mark(OrderId order)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.SetTag(OrderTag, order.ToString());
            var trace = TraceOf(order);
            if (span.TraceId != trace.TraceId)
            {
                span.AddLink(new(trace));
            }
        }
    }

    /// <summary>Begins the span of a turn, under whatever sent the command. Not the current one: turns of many senders are taken together. Null where nobody listens.</summary>
    public static Activity? BeginTurn(OrderId order, Command command)
    {
        if (!Spans.HasListeners())
        {
            return null;
        }

        var around = Activity.Current;
        var span = Begin(order, $"turn {command.GetType().Name}", around?.Context ?? TraceOf(order));
        Activity.Current = around;
        return span;
    }

    /// <summary>Begins the span of a call, in the order's trace; the current one until it is disposed. Null where nobody listens.</summary>
    public static Activity? BeginCall(Delivery delivery) => !Spans.HasListeners() ? null
        : Begin(delivery.Order, $"call {delivery.Request.Target} {delivery.Request.Operation}", TraceOf(delivery.Order))
            ?.SetTag("ordergrains.target", delivery.Request.Target).SetTag("ordergrains.operation", delivery.Request.Operation.ToString());

    /// <summary>Ends a span that is not the current one.</summary>
    /// <param name="span">The span; null for none.</param>
    /// <param name="outcome">How it ended, in a word.</param>
    /// <param name="failed">Whether that is a fault.</param>
    public static void End(Activity? span, string outcome, bool failed)
    {
        if (span is not null)
        {
            var around = Activity.Current;
            span.SetTag(OutcomeTag, outcome).SetStatus(failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset).Stop();
            Activity.Current = around;
        }
    }

    private static Activity? Begin(OrderId order, string name, ActivityContext parent)
    {
        var trace = TraceOf(order);
        return Spans.StartActivity(
            name,
            ActivityKind.Internal,
            parent,
            [new(OrderTag, order.ToString()), new("ordergrains.tenant", order.Tenant)],
            parent.TraceId == trace.TraceId ? [] : [new(trace)]);
    }
}
