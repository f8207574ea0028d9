using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>What a sender is answered, with 200.</summary>
/// <param name="Order">The order; null where the message names none of ours.</param>
/// <param name="Outcome">accepted, repeated, stale or refused.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record HookAnswer(
    string? Order, string Outcome, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason) : IResult
{
    private static readonly string[] Outcomes = [.. Enum.GetNames<Outcome>().Select(name => name.ToLowerInvariant())];

    /// <summary>The answer that a receipt calls for.</summary>
    public static HookAnswer Of(OrderId order, Receipt receipt) => new(
        order.ToString(),
        Outcomes[(int)receipt.Outcome],
        receipt.Outcome == OrderGrains.Outcome.Refused ? receipt.Reason : null);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(this, HookAnswerJson.Default.HookAnswer);
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = body.Length; // Else it is sent in chunks.
        return httpContext.Response.BodyWriter.WriteAsync(body).AsTask();
    }
}

/// <summary>JSON of <see cref="HookAnswer"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HookAnswer))]
internal sealed partial class HookAnswerJson : JsonSerializerContext;
