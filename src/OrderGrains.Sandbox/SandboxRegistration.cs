using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderGrains.Sandbox.BonifiQ;
using OrderGrains.Sandbox.Chat;
using OrderGrains.Sandbox.Exchanges;
using OrderGrains.Sandbox.Faults;
using OrderGrains.Sandbox.Notifications;
using OrderGrains.Sandbox.OmniChat;
using OrderGrains.Sandbox.Vtex;

namespace OrderGrains.Sandbox;

/// <summary>Puts the sandbox into an ASP.NET application. Its routes ask for no key, and VTEX's stand-in posts wherever a placed order's
/// connectorEndpoint says: it belongs on a developer's machine, in a demo and in tests.</summary>
public static class SandboxRegistration
{
    /// <summary>Adds the stand-ins and the hosted service that sends their notifications. Uses the registered
    /// <see cref="TimeProvider"/>, else the system's.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, Action<SandboxOptions>? configure = null)
    {
        var options = new SandboxOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton<SandboxVendors>();
        services.TryAddSingleton(provider => provider.GetRequiredService<SandboxVendors>().Vtex);
        services.TryAddSingleton(provider => provider.GetRequiredService<SandboxVendors>().OmniChat);
        services.TryAddSingleton(provider => provider.GetRequiredService<SandboxVendors>().BonifiQ);
        services.TryAddSingleton(provider => provider.GetRequiredService<SandboxVendors>().Outbox);
        services.TryAddSingleton(provider =>
        {
            var vendors = provider.GetRequiredService<SandboxVendors>();
            return new Exchange(vendors.Ledger, vendors.Faults, provider.GetRequiredService<TimeProvider>());
        });
        services.AddHostedService<NotificationSender>();
        return services;
    }

    /// <summary>Maps the vendors at <c>{prefix}/vtex</c>, <c>/omnichat</c> and <c>/bonifiq</c>, and what a tester needs beside them. A GET
    /// of the prefix itself tells what there is.</summary>
    public static RouteGroupBuilder MapSandbox(this IEndpointRouteBuilder app, string prefix = "/sandbox")
    {
        var sandbox = app.MapGroup(prefix);
        sandbox.ExcludeFromDescription();
        sandbox.MapVtex();
        sandbox.MapOmniChat();
        sandbox.MapBonifiQ();
        sandbox.MapChat();
        sandbox.MapLedger();
        sandbox.MapFaults();
        sandbox.MapGet("/", (SandboxVendors vendors) => Results.Json(SandboxPage.Of(prefix, vendors), Answer.CamelCase));
        sandbox.MapDelete("/", (SandboxVendors vendors) =>
        {
            vendors.Reset();
            return Results.NoContent();
        });
        return sandbox;
    }
}
