using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace OrderGrains.Silo;

/// <summary>What an operator reads of a start and of a stop.</summary>
internal static class Greeting
{
    /// <summary>The program's version, without what its build adds.</summary>
    public static string Version { get; } =
        typeof(Greeting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Says, once the server listens, what runs and where; and that it stops, and that it has stopped.</summary>
    /// <param name="app">Not started yet.</param>
    /// <param name="settings">Its settings.</param>
    public static void LogLifetime(this WebApplication app, SiloSettings settings)
    {
        var begins = settings.Storage.Kind == "Sqlite" && !DataFolder.HasDatabase(settings.Storage.DataDirectory);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Started(app, settings);
            if (begins)
            {
                app.Logger.LogInformation("There were no orders in {Folder:l}: the hub begins with none", settings.Storage.DataDirectory);
            }

            app.Lifetime.ApplicationStopping.Register(() => app.Logger.LogInformation("Stopping: what is under way is finished first"));
            app.Lifetime.ApplicationStopped.Register(() => app.Logger.LogInformation("Stopped"));
        });
    }

    /// <summary>What a start makes of the settings, a line each.</summary>
    public static IEnumerable<string> Lines(SiloSettings settings) =>
        [$"Orders: {Orders(settings)}", $"Tenants: {Tenants(settings)}", $"Operators: {Operators(settings)}"];

    private static void Started(WebApplication app, SiloSettings settings)
    {
        string[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];
        app.Logger.LogInformation(
            "OrderGrains {Version:l} runs. Listening on {Addresses:l}; orders {Orders:l}; tenants {Tenants:l}; operators {Operators:l}",
            Version, string.Join(", ", addresses), Orders(settings), Tenants(settings), Operators(settings));
        if (settings.Sandbox.Enabled)
        {
            app.Logger.LogInformation(
                "Sandbox: tenant {Tenant:l} talks to stand-ins, no real system is called for it. Its keys are public: {Keys:l}",
                SandboxTenant.Name,
                SandboxTenant.PublicKeys);
        }

        foreach (var warning in SettingsWarnings.Of(settings))
        {
            app.Logger.LogWarning("{Key:l}: {Message:l}", warning.Key, warning.Message);
        }

        app.Logger.LogInformation("Next: {Next:l}", Next(settings, SelfAddress.Of(addresses, new("http://localhost:8080"))));
    }

    private static string Orders(SiloSettings settings) => settings.Storage.Kind switch
    {
        "Sqlite" => $"in {settings.Storage.DataDirectory}, of this process alone",
        "Memory" => "in memory, where nothing is kept",
        var shared => $"in {shared}, as {settings.Role} of cluster {settings.Cluster.ClusterId}",
    };

    private static string Tenants(SiloSettings settings) =>
        Names(settings.Tenants.Select(tenant => tenant.Value.Observes() ? $"{tenant.Key} (only observed)" : tenant.Key), "none, so webhooks are answered 401");

    private static string Operators(SiloSettings settings) =>
        Names(settings.Operators.Select(one => one.Name).Distinct(StringComparer.Ordinal), "none, so the operations API is answered 401");

    private static string Names(IEnumerable<string> names, string none) =>
        names.Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } some ? string.Join(", ", some) : none;

    private static string Next(SiloSettings settings, Uri self) =>
        settings.Role == "Silo" ? $"{self}health/ready says whether it serves; a process of role Gateway takes the webhooks"
        : settings.Sandbox.Enabled ? $"{self}console shows the orders, {self}sandbox/chat is a cart to play with; README.md has orders to post"
        : settings.Tenants.Count > 0 ? $"{self}console shows the orders; docs/operations.md says what to watch"
        : "add a tenant: docs/install.md, with deploy/tenant.example.json to begin from. To try the hub without one: --OrderGrains:Sandbox:Enabled=true";
}
