using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.OmniChat;

/// <summary>
/// OmniChat's four messages as commands: checker and provisioning (developers.omni.chat, How to implement the OrderChecker and
/// the OrderProvisioning API), status and cancellation (developers.omni.chat, how-to-implement-the-statuschange-api).
/// </summary>
internal static class OmniChatMessage
{
    private const int MaxStatus = 64;

    /// <summary>OrderChecker: a cart edit, of the lines only where the event is <c>ITEM_UPDATE</c>.</summary>
    public static Translation Checker(Webhook webhook)
    {
        var (faults, order) = Open(webhook);
        var content = OmniChatOrder.Read(order);
        ContentBound.Check(content, webhook, faults);
        var itemsOnly = string.Equals(order.Text("eventType"), "ITEM_UPDATE", StringComparison.OrdinalIgnoreCase);
        return Translation.Of(Id(webhook, order), new EditCart(content, itemsOnly), faults);
    }

    /// <summary>OrderProvisioning: place the cart.</summary>
    public static Translation Provisioning(Webhook webhook)
    {
        var (faults, order) = Open(webhook);
        var content = OmniChatOrder.Read(order);
        ContentBound.Check(content, webhook, faults);
        return Translation.Of(
            Id(webhook, order),
            new AskProvisioning(content, OrderWarnings.Of(content, webhook.Settings)) { Told = CartDoubts.Told(content, webhook.Settings) },
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
        var content = OmniChatOrder.Read(order);
        ContentBound.Check(content, webhook, faults);
        var report = new ReportChatStatus(
            status, change.Text("responsible"), change.Text("message"), content.Lines.IsEmpty ? null : content)
        {
            Undated = Scalar.IsNothing(change.Value("updatedAt")),
        };
        return Translation.Of(Id(webhook, order), report, faults);
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
