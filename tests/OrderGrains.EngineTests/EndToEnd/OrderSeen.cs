using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>An order as the operations API shows it.</summary>
public sealed record OrderSeen(JsonNode Json)
{
    public string Status => Text(Json["status"]);

    public int Version => Json["version"]!.GetValue<int>();

    public string Vtex => Text(Json["vtex"]!["state"]);

    public string VtexOrderId => Text(Json["vtex"]!["orderId"]);

    public string BonifiQ => Text(Json["bonifiq"]!["state"]);

    public string? Attention => Json["attention"]?["reason"]?.ToString();

    /// <summary>What its story is made of, in order.</summary>
    public IReadOnlyList<string> Story => [.. Json["timeline"]!.AsArray().Select(line => Text(line!["operation"]))];

    /// <summary>Whether every request came to its end.</summary>
    public bool Settled => Json["requests"]!.AsArray().All(request => Text(request!["state"]) is "Done" or "Superseded");

    /// <summary>State of the newest request of an operation; null where there is none.</summary>
    public string? Request(string operation) => Newest(operation)?["state"]?.ToString();

    /// <summary>Calls of the newest request of an operation that ended.</summary>
    public int Attempts(string operation) => Newest(operation)?["attempts"]?.GetValue<int>() ?? 0;

    public override string ToString() => Json.ToJsonString();

    private JsonNode? Newest(string operation) =>
        Json["requests"]!.AsArray().LastOrDefault(request => Text(request!["operation"]) == operation);

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
