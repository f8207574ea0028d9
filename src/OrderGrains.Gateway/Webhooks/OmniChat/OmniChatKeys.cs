using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Webhooks.OmniChat;

/// <summary>OmniChat shows headers that its operator types in beside our address (developers.omni.chat, How to implement the OrderChecker API); all must match.</summary>
internal static class OmniChatKeys
{
    /// <summary>The keys of all tenants.</summary>
    public static VendorKeys Of(OrderGrainsSettings settings) => new(
        settings,
        tenant => (tenant.OmniChat?.WebhookHeaders ?? []).Select(
            header => new Credential(request => request.Headers[header.Key], new LiveKeys(() => tenant.OmniChat!.WebhookHeaders[header.Key]))),
        request => request.Headers["x-omni-token"]);
}
