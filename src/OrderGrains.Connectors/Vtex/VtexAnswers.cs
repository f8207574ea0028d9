using System.Collections.Immutable;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>Reads what VTEX answers.</summary>
internal static class VtexAnswers
{
    private const int MaxCode = 16;

    /// <summary>VTEX's result contract (developers.vtex.com, New Order Integration); null where the body carries none of its codes.</summary>
    public static VtexResult? Result(ReadOnlyMemory<byte> body, ErrorText text)
    {
        if (Json.Parse(body) is not { } root || root.Text("code") is not { } code || !IsCode(code))
        {
            return null;
        }

        var said = root.List("errors").Select(error => error.Text("description") ?? error.Text("code")).Prepend(root.Text("message"));
        var message = string.Join("; ", said.OfType<string>().Distinct());
        var fields = root.Child("fields");
        return new()
        {
            Account = root.Id("accountName"),
            Success = root.Flag("success") ?? code.StartsWith('S'),
            Flow = root.Id("flow"),
            OperationId = root.Id("operationId"),
            MarketplaceOrderId = root.Id("marketplaceOrderId"),
            Code = code,
            Message = message.Length == 0 ? null : text.Clean(message),
            MainOrderId = VtexOrderIds.Believed(fields?.Text("mainOrderId")),
            FranchiseOrderId = VtexOrderIds.Believed(fields?.Text("franchiseOrderId")),
        };
    }

    /// <summary>How a cancellation ended whose HTTP status was a success: taken note of, where VTEX says so in its own form.</summary>
    public static DeliveryResult Cancellation(ReadOnlyMemory<byte> body) =>
        Json.Parse(body) is { } root && (root.Id("receipt") ?? root.Id("date")) is not null
            ? new Delivered(new VtexCancelAccepted(root.Id("receipt")))
            : new DeliveryUnknown("NO_RECEIPT", "VTEX answered a cancellation without a receipt.") { OffContract = true };

    /// <summary>An order as VTEX's read shows it; null where the body is no such thing.</summary>
    /// <remarks>
    /// Only the first level is looked at, and only as far as the body goes: a long order may be cut, and what matters here
    /// comes before its items.
    /// </remarks>
    /// <param name="body">The answer.</param>
    /// <param name="askedFor">The id that was asked for, where the body names none.</param>
    public static VtexRead? Order(ReadOnlyMemory<byte> body, string askedFor)
    {
        string? orderId = null, status = null;
        var authorized = false;
        try
        {
            var reader = new Utf8JsonReader(body.Span, isFinalBlock: false, state: default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                if (!reader.Read() || !reader.TrySkip())
                {
                    break;
                }

                var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                orderId = name == "orderId" ? text : orderId;
                status = name == "status" ? text : status;
                authorized |= name == "authorizedDate" && text is not null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text with half a character in it.
            return null;
        }

        return orderId is null && status is null ? null : new(Standing(status, authorized), VtexOrderIds.Believed(orderId) ?? askedFor, VtexStates.Shown(status));
    }

    /// <summary>
    /// VTEX's status in our terms (order-flow-and-status): waiting is integrated, from <c>authorize-fulfillment</c> on it is
    /// approved. Where VTEX says null, a word that is not listed, or that it is about to cancel, it counts as approved if it
    /// has an authorization date: to ask for an approval again is harmless, to believe one that is none is not.
    /// </summary>
    public static VtexStanding Standing(string? status, bool authorized) =>
        VtexStates.StandingOf(status) ?? (authorized ? VtexStanding.Approved : VtexStanding.Integrated);

    private static bool IsCode(string code) =>
        code is ['S' or 'E', 'O', 'I', _, ..] and { Length: <= MaxCode } && code.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0;
}
