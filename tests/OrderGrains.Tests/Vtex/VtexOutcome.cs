using System.Net;
using OrderGrains.Tests.Connectors;

namespace OrderGrains.Tests.Vtex;

/// <summary>How a call to VTEX may end, by the words of the table in docs/vtex.md, "Codes and outcomes".</summary>
internal static class VtexOutcome
{
    /// <summary>A vendor that ends every call so: a code, <c>HTTP 429 after 420</c> (seconds), or what happens on the wire.</summary>
    public static Vendor Vendor(string outcome) => outcome.Split(' ') switch
    {
        ["HTTP", var status] => new Vendor().Answers((HttpStatusCode)int.Parse(status)),
        ["HTTP", var status, "after", var seconds] => new Vendor().Answers((HttpStatusCode)int.Parse(status), retryAfter: seconds),
        ["connection", "refused"] => new Vendor().Fails(new HttpRequestException(HttpRequestError.ConnectionError)),
        ["broken", "connection"] => new Vendor().Fails(new HttpRequestException(HttpRequestError.ResponseEnded)),
        ["timeout"] => new Vendor().Hangs(),
        [var code] => new Vendor().Answers(HttpStatusCode.OK, Body(code)),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
    };

    /// <summary>VTEX's contract with a code.</summary>
    public static VtexResult Result(string code, string? flow) => new()
    {
        Account = "acme", Code = code, Success = code.StartsWith('S'), Flow = flow, OperationId = "op-1", Message = $"VTEX says {code}",
    };

    private static string Body(string code) =>
        $$"""{"accountName":"acme","code":"{{code}}","success":{{(code[0] == 'S' ? "true" : "false")}},"message":"VTEX says {{code}}","fields":null}""";
}
