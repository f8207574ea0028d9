using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>VTEX's result contract (seed 004_a08a1fd69d1d0507.txt, "Response Body"). All but the code may be null.</summary>
internal static class VtexProcessingResult
{
    /// <summary>Reads a result.</summary>
    /// <param name="webhook">The notification.</param>
    /// <param name="account">What the query says in <c>an</c>, for a body that names no account.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static VtexResult Read(Webhook webhook, string? account, Faults faults)
    {
        var body = Fields.Of(webhook.Body, faults);
        var fields = body.Object("fields");
        var code = body.Id("code")?.ToUpperInvariant();
        if (code is null or { Length: > 16 })
        {
            body.Refuse("code", "VTEX's result code is expected, at most 16 characters.");
        }

        return new()
        {
            Account = body.Id("accountName") ?? (account is { Length: > 0 and <= Fields.MaxId } ? account : null),
            Success = body.Flag("success") ?? code?.StartsWith("SOI", StringComparison.Ordinal) ?? false,
            Flow = body.Id("flow"),
            OperationId = body.Id("operationId"),
            MarketplaceOrderId = body.Id("marketplaceOrderId"),
            Code = code ?? "",
            Message = Message(body),
            MainOrderId = fields.Id("mainOrderId"),
            FranchiseOrderId = fields.Id("franchiseOrderId"),
        };
    }

    private static string? Message(Fields body)
    {
        var parts = body.Objects("errors").Take(10)
            .Select(error => string.Join(": ", new[] { error.Text("code"), error.Text("description") }.OfType<string>()))
            .Where(part => part.Length > 0)
            .Prepend(body.Text("message") ?? "");
        var text = string.Join("; ", parts.Where(part => part.Length > 0));
        return text.Length == 0 ? null : Limits.Clip(PersonalData.Mask(text));
    }
}
