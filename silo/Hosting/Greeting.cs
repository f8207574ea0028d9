using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace OrderGrains.Silo;

/// <summary>What an operator reads of a start and of a stop.</summary>
internal static class Greeting
{
    /// <summary>Says, once the server listens, what runs and where; and that it stops, and that it has stopped.</summary>
    public static void LogLifetime(this WebApplication app, OrderGrainsSettings settings)
    {
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Started(app, settings);
            app.Lifetime.ApplicationStopping.Register(() => app.Logger.LogInformation("Stopping: what is under way is finished first"));
            app.Lifetime.ApplicationStopped.Register(() => app.Logger.LogInformation("Stopped"));
        });
    }

    private static void Started(WebApplication app, OrderGrainsSettings settings)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        switch (settings.Storage.Kind)
        {
            case "Sqlite":
                app.Logger.LogInformation("OrderGrains runs on this machine alone, data in {DataDirectory}", settings.Storage.DataDirectory);
                break;
            case "Memory":
                app.Logger.LogInformation("OrderGrains runs in memory: nothing is kept");
                break;
            default:
                app.Logger.LogInformation(
                    "OrderGrains runs as {Role} of {ClusterId}, data in {Storage}", settings.Role, settings.Cluster.ClusterId, settings.Storage.Kind);
                break;
        }

        app.Logger.LogInformation("Listening on {Addresses}", string.Join(", ", addresses));
        app.Logger.LogInformation(
            "Tenants: {Tenants}", settings.Tenants.Count == 0 ? "none" : string.Join(", ", settings.Tenants.Keys.Order(StringComparer.Ordinal)));
        if (settings.Sandbox.Enabled)
        {
            app.Logger.LogInformation(
                "This is a sandbox: tenant {Tenant} talks to stand-ins under /sandbox, its keys are public, no real system is called for it",
                SandboxTenant.Name);
        }
    }
}
