using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>A webhook that passed the gate: authenticated, in bounds, and JSON.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Settings">The retailer's settings.</param>
/// <param name="Hook">Which hook, such as <c>opabox/orders</c>.</param>
/// <param name="Raw">The body as received; message ids derive from it.</param>
/// <param name="Body">The same, parsed; valid until the request ends.</param>
internal sealed record Webhook(string Tenant, TenantSettings Settings, string Hook, ReadOnlyMemory<byte> Raw, JsonValue Body)
{
    /// <summary>What its address said besides tenant and secret; null where that is nothing.</summary>
    public KeptPath? Path { get; init; }

    /// <summary>What becomes of it where an operator has it run again; null where its sender waits.</summary>
    public Rerun? Rerun { get; init; }

    /// <summary>What the address of a request says.</summary>
    public static KeptPath? PathOf(HttpContext http)
    {
        var (id, number, account) = (http.GetRouteValue("id") as string, http.GetRouteValue("number") as string, http.Request.Query["an"].ToString());
        return id is null && number is null && account.Length == 0 ? null : new(id, number, account.Length == 0 ? null : account);
    }
}

/// <summary>What becomes of a kept webhook that runs through its hook again.</summary>
internal sealed class Rerun
{
    /// <summary>The order that an operator says it belongs to; null where the notification has to name it.</summary>
    public OrderId? Order { get; init; }

    /// <summary>What its order answered; null where it is a fact of none.</summary>
    public (OrderId Order, Receipt Receipt)? Taken { get; set; }

    /// <summary>Why its body is refused again.</summary>
    public Fault? Fault { get; set; }

    /// <summary>Why it is a fact of no order.</summary>
    public string? Unmatched { get; set; }
}
