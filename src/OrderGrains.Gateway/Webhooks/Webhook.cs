using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>A webhook that passed the gate: authenticated, in bounds, and JSON.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Settings">The retailer's settings.</param>
/// <param name="Hook">Which hook, such as <c>opabox/orders</c>.</param>
/// <param name="Raw">The body as received; message ids derive from it.</param>
/// <param name="Body">The same, parsed; valid until the request ends.</param>
internal sealed record Webhook(string Tenant, TenantSettings Settings, string Hook, ReadOnlyMemory<byte> Raw, JsonValue Body);
