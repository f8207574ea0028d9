namespace OrderGrains.Sandbox.BonifiQ;

/// <summary>BonifiQ's envelope (developers.bonifiq.com.br). A refusal is HTTP 200 with <c>HasError</c>. Severity: 0 success, 2 error.</summary>
internal sealed record BonifiQAnswer(
    string? ErrorMessage, int? ErrorCode, object? Result, bool HasError, string Code, string CodeName, int Severity, bool HasWarning)
{
    public static BonifiQAnswer Of(object result) => new(null, null, result, false, "00", "Success", 0, false);

    public static BonifiQAnswer Of(BonifiQRefusal refusal) =>
        new(refusal.Message, refusal.Code, null, true, refusal.Code?.ToString("00") ?? "99", "Error", 2, false);
}

/// <summary>Why an order is refused; the code is null where BonifiQ documents none.</summary>
internal sealed record BonifiQRefusal(int? Code, string Message);

/// <summary>What a sent or read order answers.</summary>
internal sealed record BonifiQOrderResult(string Id, string OriginalId, int Status, decimal OrderTotal);

/// <summary>What a cancel answers; BonifiQ writes the first name in camel case.</summary>
internal sealed record BonifiQCancelResult(
    [property: System.Text.Json.Serialization.JsonPropertyName("isCanceled")] bool IsCanceled, DateTimeOffset UpdatedAt, int Status);
