using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>The body that names a person: <c>{"document":"…"}</c>. It is never a part of an address, which proxies write down.</summary>
internal static class DocumentBody
{
    /// <summary>The document as <see cref="Documents.Plain"/> spells it; or the answer to a body that cannot be right.</summary>
    public static async Task<(string? Document, IResult? Refusal)> ReadAsync(HttpContext http)
    {
        var (document, refusal) = await OperatorBody.ReadAsync(http, static fields => Documents.Plain(fields.Id("document")));
        AuditedAct.Of(http).Target = Masking.Document(document) ?? "";
        return refusal is null && document is null
            ? (null, Refusals.Problem(StatusCodes.Status400BadRequest, "The person's CPF or CNPJ is expected.", "document"))
            : (document, refusal);
    }
}
