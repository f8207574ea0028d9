using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OrderGrains.Gateway.Checker;
using OrderGrains.Gateway.Console;
using OrderGrains.Gateway.Console.Session;
using OrderGrains.Gateway.Health;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Operations;
using OrderGrains.Gateway.Webhooks;
using OrderGrains.Gateway.Webhooks.OmniChat;
using OrderGrains.Gateway.Webhooks.Opabox;
using OrderGrains.Gateway.Webhooks.Vtex;

namespace OrderGrains.Gateway;

/// <summary>
/// The HTTP front-end. Needs an <see cref="IOrderEngine"/>, an <see cref="IOrderIndex"/> and an <see cref="ITargets"/>; an
/// <see cref="ICatalog"/> where a tenant's checker asks VTEX.
/// </summary>
public static class GatewayRegistration
{
    /// <summary>Registers the front-end. A <see cref="TimeProvider"/> registered before stands.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="consoleKeys">Folder of the keys of the console's sessions; null keeps them in memory.</param>
    public static IServiceCollection AddGateway(this IServiceCollection services, OrderGrainsSettings settings, string? consoleKeys = null)
    {
        services.TryAddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();

        // The framework logs raw paths at Information, and VTEX's secret is in a path.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));

        services.AddSingleton<GatewayMeter>();
        services.AddGatewayKeys();
        services.AddSingleton<KnownOperators>();
        services.AddSingleton<Admission>();
        services.AddSingleton<BadBodies>();
        services.AddSingleton<PrivacyRoutes>();
        services.TryAddSingleton<IRefusedBodies, RecentRefusedBodies>();
        services.AddSingleton(provider => new Intake(
            provider.GetRequiredService<IOrderEngine>(),
            provider.GetRequiredService<BadBodies>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ISkuBooks>()));

        services.AddSingleton<VtexOrders>();
        services.AddSingleton<VtexIntake>();
        services.AddSingleton<VtexResultIntake>();
        services.AddSingleton<VtexInvoiceIntake>();
        services.AddSingleton<VtexOrderHookIntake>();
        services.AddSingleton<UnmatchedNotifications>();
        services.AddSingleton(provider => new OrderHookWatch(
            settings,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OrderHookWatch>>(),
            provider.GetService<IOrderHooks>()));
        services.AddHostedService(provider => provider.GetRequiredService<OrderHookWatch>());

        services.AddChecker();
        services.AddConsole(settings, consoleKeys);
        return services;
    }

    /// <summary>Registers what refuses a wrong key, for a process that has no front-end and yet serves <see cref="MapGatewayMetrics"/>.</summary>
    public static IServiceCollection AddGatewayKeys(this IServiceCollection services)
    {
        services.TryAddSingleton<Refusals>();
        services.TryAddSingleton<WrongKeys>();
        return services;
    }

    /// <summary>Maps <c>GET /metrics</c> behind its key. Needs <see cref="AddGatewayKeys"/>.</summary>
    /// <param name="app">The routes.</param>
    /// <param name="key">The key as the settings have it now.</param>
    /// <param name="serve">Writes what is measured.</param>
    public static IEndpointRouteBuilder MapGatewayMetrics(this IEndpointRouteBuilder app, Func<string> key, RequestDelegate serve)
    {
        app.MapMetrics(key, serve);
        return app;
    }

    /// <summary>What serves a page of others under <c>/console</c>, for who is signed in; everybody else is shown the sign-in page, with 401.</summary>
    public static RequestDelegate ForSignedIn(RequestDelegate page) => async http =>
    {
        if (await ConsoleSession.FindAsync(http) is null)
        {
            await SignInRoutes.Ask(http, StatusCodes.Status401Unauthorized).ExecuteAsync(http);
            return;
        }

        await page(http);
    };

    /// <summary>Maps the health routes alone, for a process that serves nothing else.</summary>
    public static IEndpointRouteBuilder MapGatewayHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealth();
        return app;
    }

    /// <summary>Maps every route of the front-end.</summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder app)
    {
        app.MapOmniChat();
        app.MapOpabox();
        app.MapVtex();
        app.MapNoHook();
        app.MapOperations();
        app.MapConsole();
        app.MapHealth();
        return app;
    }
}
