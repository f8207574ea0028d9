using OrderGrains.Connectors;
using OrderGrains.Gateway;
using OrderGrains.Gateway.Http;
using OrderGrains.Grains;
using OrderGrains.Sandbox;

namespace OrderGrains.Silo;

/// <summary>Puts the parts together: connectors, the hub, gateway, sandbox.</summary>
internal static class Wiring
{
    /// <summary>Registers the parts that the settings ask for; they name all tenants by now.</summary>
    public static void AddOrderGrains(this WebApplicationBuilder builder, SiloSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<OrderGrainsSettings>(settings);
        services.AddSingleton<IOrderPolicies>(new SettingsPolicies(settings));
        services.AddConnectors(settings, Networks.Outbound(settings, builder.Environment.IsDevelopment()));
        builder.AddHub(settings);
        builder.AddTelemetry(settings);
        services.AddHostedService(provider => new SecretReload(
            settings,
            builder.Configuration,
            builder.Environment.IsDevelopment(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SecretReload>>()));
        if (settings.Role != "Silo")
        {
            services.AddGateway(settings, settings.Console.KeysDirectory);
        }
    }

    /// <summary>Maps what the process serves.</summary>
    public static void MapOrderGrains(this WebApplication app, SiloSettings settings)
    {
        app.UseProxies(settings.Connections.Proxies);
        app.UseAnswerHeaders();
        app.MapFrontPage(settings);
        app.MapTelemetry(settings);
        if (settings.Role == "Silo")
        {
            app.MapGatewayHealth();
        }
        else
        {
            app.MapGateway();
            if (settings.Console.Orleans)
            {
                app.MapOrleansPages();
            }
        }

        if (settings.Sandbox.Enabled)
        {
            app.RecogniseSandbox();
            app.MapSandbox();
        }
    }
}
