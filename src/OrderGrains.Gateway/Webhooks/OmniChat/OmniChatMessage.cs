using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.OmniChat;

/// <summary>
/// OmniChat's four messages as commands: checker and provisioning (developers.omni.chat, How to implement the OrderChecker and
/// the OrderProvisioning API), status and cancellation (developers.omni.chat, how-to-implement-the-statuschange-api).
/// </summary>
internal static class OmniChatMessage
{
    private const int MaxStatus = 64;

    /// <summary>
    /// OrderChecker: a cart edit, of the lines only where the event is <c>ITEM_UPDATE</c>. Whatever else is wrong with a body, one that names its
    /// order is an edit.
    /// </summary>
    public static CheckedEdit Checker(Webhook webhook)
    {
        var (faults, order) = Open(webhook);
        var id = Id(webhook, order);
        var content = OmniChatOrder.Read(order);
        var itemsOnly = string.Equals(order.Text("eventType"), "ITEM_UPDATE", StringComparison.OrdinalIgnoreCase);
        return new(id, new(content, itemsOnly), faults.All, ContentBound.IsTooLarge(content, webhook));
    }

    /// <summary>OrderProvisioning: place the cart.</summary>
    public static Translation Provisioning(Webhook webhook)
    {
        var (faults, order) = Open(webhook);
        var content = OmniChatOrder.Read(order);
        ContentBound.Check(content, webhook, faults);
        return Translation.Of(
            Id(webhook, order),
            new AskProvisioning(content, OrderWarnings.Of(content, webhook.Settings, faults.Doubts)) { Told = CartDoubts.Told(content, webhook.Settings) },
            faults);
    }

    /// <summary>Status notification: <c>{order, statusChange}</c>.</summary>
    public static Translation StatusChange(Webhook webhook)
    {
        var (faults, body) = Open(webhook);
        var change = body.Object("statusChange");
        var status = change.Id("status")?.ToUpperInvariant();
        if (status is null or { Length: > MaxStatus })
        {
            change.Refuse("status", $"A status of at most {MaxStatus} characters is expected.");
        }

        return Report(webhook, body.Object("order"), status ?? "", change, faults);
    }

    /// <summary>Cancellation: an order, or <c>{order, statusChange}</c>; the same fact as status CANCELLED.</summary>
    public static Translation Cancellation(Webhook webhook)
    {
        var (faults, body) = Open(webhook);
        var order = body.Object("order");
        return Report(webhook, order.Exists ? order : body, "CANCELLED", body.Object("statusChange"), faults);
    }

    private static Translation Report(Webhook webhook, Fields order, string status, Fields change, Faults faults)
    {
        var report = new ReportChatStatus(PersonalData.Told(status), change.Text("responsible"), change.Text("message"), Readable(webhook, order, faults))
        {
            Undated = Scalar.IsNothing(change.Value("updatedAt")),
        };
        return Translation.Of(Id(webhook, order), report, faults);
    }

    /// <summary>
    /// The order that a status carries; null where it carries no items, and where any of it cannot be read: what a status says of payment or
    /// cancellation counts all the same.
    /// </summary>
    private static OrderContent? Readable(Webhook webhook, Fields order, Faults faults)
    {
        var content = OmniChatOrder.Read(order.Optional());
        return content.Lines.IsEmpty || faults.Doubts.Count > 0 || ContentBound.IsTooLarge(content, webhook) ? null : content;
    }

    private static (Faults Faults, Fields Body) Open(Webhook webhook)
    {
        var faults = new Faults();
        return (faults, Fields.Of(webhook.Body, faults));
    }

    private static OrderId? Id(Webhook webhook, Fields order)
    {
        if (!OrderId.TryCreate(webhook.Tenant, Channel.OmniChat, order.Id("objectId"), out var id))
        {
            order.Refuse("objectId", "1 to 64 letters, digits, dots, dashes or underscores are expected.");
        }

        return id;
    }
}

/// <summary>A cart edit that is to be checked.</summary>
/// <param name="Order">The order; null where the body names none, and the first of the faults says so.</param>
/// <param name="Edit">The edit, without what cannot be read.</param>
/// <param name="Faults">What cannot be right.</param>
/// <param name="TooLarge">Whether the cart is more than an order can hold, so that it is not kept.</param>
internal sealed record CheckedEdit(OrderId? Order, EditCart Edit, IReadOnlyList<Fault> Faults, bool TooLarge);
