using OrderGrains.Cluster;
using OrderGrains.Connectors;
using OrderGrains.Embedded;
using OrderGrains.Gateway;
using OrderGrains.Sandbox;

namespace OrderGrains.Silo;

/// <summary>Puts the parts together: connectors, engine, gateway, sandbox.</summary>
internal static class Wiring
{
    /// <summary>Whether this build has the cluster engine.</summary>
    public static bool HasClusterEngine => ClusterBuild.HasEngine;

    /// <summary>Registers the parts that the settings ask for; they name all tenants by now.</summary>
    public static void AddOrderGrains(this WebApplicationBuilder builder, OrderGrainsSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<IOrderPolicies>(new SettingsPolicies(settings));
        services.AddConnectors(settings);
        if (settings.Engine == "Cluster")
        {
            builder.AddClusterEngine(settings);
        }
        else
        {
            services.AddEmbeddedEngine(Embedded(settings.Embedded));
        }

        if (settings.Role != "Silo")
        {
            services.AddGateway(settings);
        }
    }

    /// <summary>The embedded engine's options.</summary>
    private static EmbeddedOptions Embedded(EmbeddedSettings settings) => new()
    {
        DataDirectory = settings.DataDirectory,
        MaxActivationBytes = settings.CacheMegabytes * 1024L * 1024,
        MaxActivations = settings.CacheMegabytes * 400,
        Retention = new()
        {
            Orders = settings.Retention.Orders,
            Drafts = settings.Retention.Drafts,
            Log = settings.Retention.Log,
            ExportDirectory = settings.Retention.ExportDirectory,
        },
    };

    /// <summary>Maps what the process serves.</summary>
    public static void MapOrderGrains(this WebApplication app, OrderGrainsSettings settings)
    {
        if (settings.Role == "Silo")
        {
            app.MapGatewayHealth();
        }
        else
        {
            app.MapGateway();
        }

        if (settings.Sandbox.Enabled)
        {
            app.MapSandbox();
        }
    }
}
