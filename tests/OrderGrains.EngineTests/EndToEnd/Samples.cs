using System.Text;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>The vendors' own samples, byte for byte as their pages show them.</summary>
internal static class Samples
{
    public const string OpaboxId = "46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9";
    public const string OmniChatId = "ORDER_ID";

    /// <summary>OPABOX's order with another status, and another id where one is given; every other byte stays.</summary>
    public static byte[] Opabox(int status, string id = OpaboxId) =>
        Encoding.UTF8.GetBytes(Text("opabox-order.json").Replace("\"status\": 22", $"\"status\": {status}").Replace(OpaboxId, id));

    /// <summary>OPABOX's order to break.</summary>
    public static JsonObject OpaboxObject(string id) => JsonNode.Parse(Opabox(1, id))!.AsObject();

    public static byte[] Provisioning() => Bytes("omnichat-provisioning.json");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));
}
