using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.BonifiQ;

internal static class BonifiQEndpoints
{
    public static void MapBonifiQ(this IEndpointRouteBuilder sandbox)
    {
        var orders = sandbox.MapGroup("/bonifiq/v1/pvt/Order");
        orders.MapPost("/", (HttpContext http, Exchange exchange, BonifiQStandIn stand) => exchange.TakeAsync(
            http, new Question(SandboxTargets.BonifiQ, "SendOrder", body => body.Text("OriginalId")), Authorized(http, stand.Send)));
        orders.MapPost("/{id}/cancel", (HttpContext http, string id, Exchange exchange, BonifiQStandIn stand) => exchange.TakeAsync(
            http, new Question(SandboxTargets.BonifiQ, "CancelOrder", _ => id), Authorized(http, body => stand.Cancel(id, body))));
        orders.MapGet("/{id}", (HttpContext http, string id, Exchange exchange, BonifiQStandIn stand) => exchange.TakeAsync(
            http, new Question(SandboxTargets.BonifiQ, "GetOrder", _ => id), Authorized(http, _ => stand.Read(id))));
    }

    /// <summary>Any token and key will do, as long as there are both.</summary>
    private static Func<JsonElement, Answer> Authorized(HttpContext http, Func<JsonElement, Answer> work) =>
        IsBasic(http.Request.Headers.Authorization.ToString())
            ? work
            : _ => Answer.Refused(StatusCodes.Status401Unauthorized, "The token or the key is missing") with { Challenge = "Basic" };

    private static bool IsBasic(string header)
    {
        var bytes = new byte[header.Length];
        return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header[6..], bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [{ Length: > 0 }, { Length: > 0 }];
    }
}
