namespace OrderGrains.Connectors;

/// <summary>Reads BonifiQ's envelope: a failure may come as HTTP 200 with <c>HasError</c> (developers.bonifiq.com.br).</summary>
internal static class BonifiQAnswers
{
    /// <summary>Code of an order that BonifiQ has as completed and will only cancel by its cancel call.</summary>
    public const string CompletedCannotBeCancelled = "BONIFIQ 13";

    private const int MaxCode = 16;
    private const int Warning = 1;
    private const int Error = 2;

    /// <summary>How a call ended whose HTTP status was a success.</summary>
    public static DeliveryResult Result(ReadOnlyMemory<byte> body, ErrorText text)
    {
        if (Json.Parse(body) is not { } root || (root.Flag("HasError") is null && root.Number("Severity") is null))
        {
            return new DeliveryUnknown("NO_ENVELOPE", "BonifiQ answered a success without its envelope.") { OffContract = true };
        }

        var severity = root.Number("Severity");
        var said = root.Text("ErrorMessage") ?? root.Text("Message") ?? root.Text("CodeName");
        if (root.Flag("HasError") == true || severity == Error)
        {
            return Failure(text.Code(root.Id("ErrorCode", MaxCode) ?? root.Id("Code", MaxCode)), text.Clean(said ?? "BonifiQ reports an error."));
        }

        var warned = root.Flag("HasWarning") == true || severity == Warning;
        return new Delivered(new LoyaltyAnswer(warned ? text.Clean(said ?? "BonifiQ reports a warning.") : null));
    }

    /// <summary>Codes that are HTTP's words for a bad moment are tried again; all others are about the order.</summary>
    private static DeliveryResult Failure(string number, string said)
    {
        var code = $"BONIFIQ {number.TrimStart('0')}";
        return number is "408" or "429" or "500" or "502" or "503" or "504" ? new RetryLater(code, said) : new DeliveryRefused(code, said);
    }
}
