using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Session;

namespace OrderGrains.Gateway.Console.Desk;

/// <summary>The sandbox's page: send an event, switch a fault on, see what the stand-ins received. There is none where no sandbox is.</summary>
internal static class SandboxPages
{
    /// <summary>Maps <c>/console/sandbox</c>.</summary>
    public static void MapSandboxPages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/sandbox", (Delegate)((HttpContext http) => ShowAsync(http, null)));
        console.MapPost("/sandbox/send", (Delegate)SendAsync);
        console.MapPost("/sandbox/fault", (Delegate)FaultAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, SandboxSent? sent)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        return http.RequestServices.GetService<IConsoleSandbox>() is { } desk
            ? Pages.Of<SandboxPage>(visit, new SandboxModel(desk, desk.Ledger(), sent))
            : await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SendAsync(HttpContext http)
    {
        var form = http.Features.GetRequiredFeature<IFormCollection>();
        var order = form["order"].ToString().Trim();
        var sent = http.RequestServices.GetService<IConsoleSandbox>() is { } desk && (order.Length == 0 || OrderId.IsExternalId(order))
            ? await desk.SendAsync(form["event"].ToString(), order.Length == 0 ? null : order, http.RequestAborted)
            : new(null, StatusCodes.Status400BadRequest, "");
        return await ShowAsync(http, sent);
    }

    private static async Task<IResult> FaultAsync(HttpContext http)
    {
        var fault = http.Features.GetRequiredFeature<IFormCollection>()["fault"].ToString();
        if (http.RequestServices.GetService<IConsoleSandbox>() is not { } desk || !desk.SetFault(fault.Length == 0 ? null : fault))
        {
            return await ConsoleGate.NoticeAsync(http, http.Features.GetRequiredFeature<Visit>(), StatusCodes.Status404NotFound);
        }

        return Results.LocalRedirect(Paths.Sandbox);
    }
}
