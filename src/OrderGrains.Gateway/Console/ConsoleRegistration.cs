using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderGrains.Gateway.Console.Desk;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Lists;
using OrderGrains.Gateway.Console.Orders;
using OrderGrains.Gateway.Console.Session;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console;

/// <summary>The console: pages over the same code as the operations API, behind a session (docs/console.md).</summary>
internal static class ConsoleRegistration
{
    /// <summary>Registers it.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="settings">For what a turn knows of them.</param>
    /// <param name="keys">Folder of the sessions' keys; null keeps them in memory.</param>
    public static void AddConsole(this IServiceCollection services, OrderGrainsSettings settings, string? keys)
    {
        services.AddConsoleSession(keys);
        services.TryAddSingleton<IOrderPolicies>(_ => new SettingsPolicies(settings));
        services.AddSingleton<RailCounts>();
        services.AddSingleton<ListRows>();
        services.AddSingleton<ListPages>();
        services.AddSingleton<BulkPages>();
        services.AddSingleton<OrderPages>();
        services.AddSingleton<OrderLive>();
        services.AddSingleton<StatusCounts>();
        services.AddSingleton<DeskPages>();
        services.AddSingleton<KeptPages>();
    }

    /// <summary>Maps it at <c>/console</c>.</summary>
    public static void MapConsole(this IEndpointRouteBuilder app)
    {
        (app as IApplicationBuilder)?.WithoutMiddleware();
        app.MapConsoleAssets();
        app.MapSignIn();
        var services = app.ServiceProvider;
        var signedIn = app.MapGroup(Paths.Root).AddEndpointFilter<RouteGroupBuilder, ConsoleGate>();
        signedIn.ExcludeFromDescription();
        signedIn.MapSignOut();
        var console = signedIn.MapGroup("").AddEndpointFilter(new AuditFilter(services.GetRequiredService<IAudit>(), services.GetRequiredService<TimeProvider>()));
        console.MapListPages();
        console.MapBulkPages();
        console.MapOrderPages();
        console.MapDesk();
        console.MapKeptPages();
        console.MapSandboxPages();
        console.MapGet("/{**rest}", (Delegate)NoSuchPageAsync);
    }

    private static Task<IResult> NoSuchPageAsync(HttpContext http) => ConsoleGate.NoticeAsync(http, http.Features.GetRequiredFeature<Visit>(), StatusCodes.Status404NotFound);
}
