using System.Text.Json.Nodes;

namespace OrderGrains.Testing;

/// <summary>What the hub answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON that came with it; null where none did.</param>
public sealed record HubAnswer(int Status, JsonNode? Body)
{
    /// <summary>What became of a webhook: <c>accepted</c>, <c>repeated</c>, <c>stale</c> or <c>refused</c>; null where the answer does not say.</summary>
    public string? Outcome => Body is JsonObject said ? (string?)said["outcome"] : null;

    internal static async Task<HubAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        return new((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
