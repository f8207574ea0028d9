using OrderGrains.Sandbox.Faults;
using OrderGrains.Sandbox.Notifications;
using OrderGrains.Sandbox.Vtex;

namespace OrderGrains.Sandbox;

/// <summary>What the sandbox says about itself to a person who opens it.</summary>
internal sealed record SandboxPage(
    IReadOnlyDictionary<string, string> BaseUrls,
    IReadOnlyDictionary<string, string> Skus,
    IReadOnlyDictionary<string, long> Catalog,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Targets,
    IReadOnlyList<string> Tools,
    IReadOnlyList<Fault> Faults,
    NotificationCounts Notifications)
{
    public static SandboxPage Of(string prefix, SandboxVendors vendors) => new(
        new Dictionary<string, string> { ["vtex"] = $"{prefix}/vtex", ["omnichat"] = $"{prefix}/omnichat", ["bonifiq"] = $"{prefix}/bonifiq" },
        VtexSkus.All,
        VtexSkus.Catalog,
        SandboxTargets.Operations,
        [
            $"GET {prefix}/chat (a page: a chat cart to play with)",
            $"GET {prefix}/ledger?target=&order=",
            $"DELETE {prefix}/ledger",
            $"GET, PUT, DELETE {prefix}/faults",
            $$"""
            POST {{prefix}}/vtex/orders/{id}/advance {"to":"authorized|handling|invoiced|delivered|canceled"}: moves the order as the seller would and tells the hub, by its hooks for invoices, tracking, cancellations and orders (faults: vtex Advance); invoiced with "value":<cents> is a first invoice for a part
            """,
            $"GET, POST {prefix}/vtex/api/orders/hook/config: the order hook; saving it pings its address",
            $"DELETE {prefix}",
        ],
        vendors.Faults.Current,
        vendors.Notifications);
}
