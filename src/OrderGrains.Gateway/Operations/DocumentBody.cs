using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Operations;

/// <summary>The body that names a person: <c>{"document":"…"}</c>. It is never a part of an address, which proxies write down.</summary>
internal static class DocumentBody
{
    /// <summary>The document as <see cref="Documents.Plain"/> spells it; or the answer to a body that cannot be right.</summary>
    public static async Task<(string? Document, IResult? Refusal)> ReadAsync(HttpContext http)
    {
        var (raw, status) = await BoundedBody.ReadAsync(http.Request);
        if (status != StatusCodes.Status200OK)
        {
            return (null, Refusals.Problem(status));
        }

        var faults = new Faults();
        using var body = JsonBody.Parse(raw, out var fault);
        var document = Documents.Plain(body is null ? null : Fields.Of(body.Root, faults).Id("document"));
        AuditedAct.Of(http).Target = Masking.Document(document) ?? "";
        var wrong = fault ?? faults.First;
        return wrong is not null ? (null, Refusals.Problem(StatusCodes.Status400BadRequest, wrong.Message, wrong.Field))
            : document is null ? (null, Refusals.Problem(StatusCodes.Status400BadRequest, "The person's CPF or CNPJ is expected.", "document"))
            : (document, null);
    }
}
