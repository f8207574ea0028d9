using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

/// <summary>The vendors' own samples, byte for byte as their pages show them.</summary>
internal static class Sample
{
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
}
