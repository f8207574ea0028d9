using System.Text;
using System.Text.Json.Nodes;

namespace OrderGrains.TestSupport;

/// <summary>The vendors' own samples, byte for byte as their pages show them.</summary>
internal static class Sample
{
    public const string OpaboxId = "46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9";
    public const string OmniChatId = "ORDER_ID";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples");

    /// <summary>A sample's bytes.</summary>
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>A sample to change.</summary>
    public static JsonObject Object(string name) => JsonNode.Parse(Bytes(name))!.AsObject();

    /// <summary>A sample that is a list.</summary>
    public static JsonArray Array(string name) => JsonNode.Parse(Bytes(name))!.AsArray();

    /// <summary>The checker's sample with a CEP and a freight, in reais.</summary>
    public static JsonObject Cart(decimal freight)
    {
        var cart = Object("omnichat-order-checker.json");
        cart["shippingAddress"]!["zip"] = "13025-230";
        cart["freightCost"] = freight;
        return cart;
    }

    /// <summary>OPABOX's order with another status, and another id where one is given; every other byte stays.</summary>
    public static byte[] Opabox(int status, string id = OpaboxId) => Json(
        Encoding.UTF8.GetString(Bytes("opabox-order.json")).Replace("\"status\": 22", $"\"status\": {status}").Replace(OpaboxId, id));

    /// <summary>OmniChat's finished cart.</summary>
    public static byte[] Provisioning() => Bytes("omnichat-provisioning.json");

    public static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
