using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;

namespace OrderGrains.Tests;

/// <summary>Settings with every key, none of them wrong outside Development, and changes to them by key.</summary>
internal static class ExampleSettings
{
    public const string Json = """
        { "OrderGrains": {
            "Role": "All",
            "Storage": { "Kind": "Sqlite", "DataDirectory": "data", "ConnectionString": null, "ServiceUri": null, "CacheMegabytes": 256 },
            "Cluster": { "ClusterId": "ordergrains", "ServiceId": "ordergrains", "AdvertisedAddress": null, "SiloPort": 11111, "GatewayPort": 30000,
                         "CollectionAge": "00:15:00", "CallsPerTarget": 8 },
            "Retention": { "Orders": "730.00:00:00", "Drafts": "90.00:00:00", "Log": "90.00:00:00", "ExportDirectory": null },
            "Operators": [ { "Name": "ops", "Key": "operator-key-0001", "Role": "Operator" } ],
            "Sandbox": { "Enabled": false },
            "Retry": { "FirstDelay": "00:00:02", "MaxDelay": "01:00:00", "Horizon": "3.00:00:00", "ResultTimeout": "00:15:00" },
            "Tenants": { "acme": {
                "OmniChat": { "WebhookHeaders": { "x-omni-token": [ "current-omni-token", "next-omni-token-1" ] },
                              "BaseUrl": "https://orders-api.omni.chat/v2", "Secret": "r:secret", "Responsible": "ordergrains",
                              "Checkout": "OmniChat", "CheckoutUrlTemplate": null,
                              "OnPlacementRefused": "Cancel", "OnInvalid": "Place", "DraftsExpireAfter": "30.00:00:00" },
                "Opabox":   { "ApiKeys": [ "current-opabox-key", "next-opabox-key-1" ], "PaymentRejectedGrace": "01:00:00",
                              "IgnorePlacedBefore": null, "PlaceWithin": null },
                "Vtex":     { "BaseUrl": "https://acme.vtexcommercestable.com.br", "Account": "acme", "AppKey": "vtexappkey-acme", "AppToken": "TOKEN",
                              "AffiliateId": "MKP", "ConnectorName": "OrderGrains", "WebhookSecrets": [ "vtex-path-secret-1" ],
                              "PublicUrl": "https://hub.example.com", "SalesChannel": "1",
                              "Fulfillment": { "Mode": "Seller", "Sla": null, "WarehouseId": null, "AllowFranchises": false,
                                               "PickupPoint": { "Id": null, "AccountName": null, "Address": null, "Latitude": null, "Longitude": null } },
                              "DiscountSplit": "Equal", "ServiceFee": "Exclude", "PriceDivergenceAllowanceRate": null,
                              "CustomerEmailTemplate": "{document}@acme.example", "PaymentMethods": { "*": "creditCardPaymentGroup" } },
                "BonifiQ":  { "BaseUrl": "https://api.bonifiq.com.br", "Token": "token", "Key": "key",
                              "SendPending": true, "CustomerKey": "Document" },
                "Checker":  { "Catalog": "Vtex", "CatalogFile": null, "Deadline": "00:00:02.5", "CacheFor": "00:00:05",
                              "OnCatalogDown": "Allow", "BlockOnError": true, "Rules": [ ] },
                "Stores":   { "Sucao_Dev": { "Fulfillment": { }, "SalesChannel": "2", "Branch": "Campinas" } } } } } }
        """;

    /// <summary>The example with keys set, or taken out where the value is null; the last change of a key counts.</summary>
    public static ReadSettings With(bool development, params (string Key, string? Value)[] changes) => Without([], development, changes);

    /// <summary>The example without some sections, outside Development.</summary>
    public static ReadSettings Without(string section, params (string Key, string? Value)[] changes) => Without([section], development: false, changes);

    private static ReadSettings Without(string[] sections, bool development, (string Key, string? Value)[] changes)
    {
        var example = JsonNode.Parse(Json)!;
        Assert.All(sections, section => Assert.True(Take(example, Full(section))));
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(example.ToJsonString()));
        var values = changes.Reverse().DistinctBy(change => change.Key).Select(change => KeyValuePair.Create(Full(change.Key), change.Value));
        return ReadSettings.From(new ConfigurationBuilder().AddJsonStream(json).AddInMemoryCollection(values).Build(), development);
    }

    /// <summary>Takes a key, or a whole section, out of settings; false where it is not there.</summary>
    public static bool Take(JsonNode settings, string key)
    {
        var path = key.Split(':');
        var section = path[..^1].Aggregate((JsonNode?)settings, (node, name) => (node as JsonObject)?[name]);
        return section is JsonObject named && named.Remove(path[^1]);
    }

    /// <summary>The key as configured: <c>Vtex:Account</c> is a key of tenant acme.</summary>
    public static string Full(string key) =>
        key.Split(':')[0] is "OmniChat" or "Opabox" or "Vtex" or "BonifiQ" or "Checker" or "Stores"
            ? $"OrderGrains:Tenants:acme:{key}"
            : $"OrderGrains:{key}";

    /// <summary>That the value is right outside Development.</summary>
    public static void Accepts(string key, string? value) => Assert.Empty(With(development: false, (key, value)).Problems);

    /// <summary>That the value is the only mistake outside Development, told with its key and not with itself.</summary>
    public static void Refuses(string key, string? value, string? told = null)
    {
        var problem = Assert.Single(With(development: false, (key, value)).Problems);
        Assert.Equal(Full(told ?? key), problem.Key);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        if (value?.Length > 8)
        {
            Assert.DoesNotContain(value, problem.ToString(), StringComparison.Ordinal);
        }
    }
}
