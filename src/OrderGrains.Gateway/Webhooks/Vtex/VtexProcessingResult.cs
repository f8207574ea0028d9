using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>VTEX's result contract (developers.vtex.com, New Order Integration, "Response Body"). All but the code may be null.</summary>
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
            MarketplaceOrderId = OrderId(body, "marketplaceOrderId"),
            Code = PersonalData.Code(code),
            Message = Message(body),
            MainOrderId = OrderId(fields, "mainOrderId"),
            FranchiseOrderId = OrderId(fields, "franchiseOrderId"),
        };
    }

    /// <summary>
    /// An order's id. One that is longer than any of ours is nobody's fault that could be mended: it is cut to a length at which it
    /// names no order, and the result is kept as unmatched.
    /// </summary>
    private static string? OrderId(Fields fields, string name) =>
        fields.Text(name) is { } id ? id[..Math.Min(id.Length, VtexOrderIds.MaxLength + 1)] : null;

    private static string? Message(Fields body)
    {
        var parts = body.Objects("errors").Take(10)
            .Select(error => string.Join(": ", new[] { error.Text("code"), error.Text("description") }.OfType<string>()))
            .Where(part => part.Length > 0)
            .Prepend(body.Text("message") ?? "");
        var text = string.Join("; ", parts.Where(part => part.Length > 0));
        return text.Length == 0 ? null : PersonalData.Told(text);
    }
}
