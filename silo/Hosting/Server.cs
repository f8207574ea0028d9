namespace OrderGrains.Silo;

/// <summary>The web server: where it listens, what it bears, and how it stops.</summary>
internal static class Server
{
    /// <summary>From the signal on: what still stops by then waits for nothing more, so that it is out before the process is ended (<see cref="StopDeadline"/>).</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(7);

    /// <summary>Of that, what requests under way have; the rest is the engine's, to write and to close.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(4);

    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    /// <summary>Addresses that are none.</summary>
    public static IEnumerable<SettingsProblem> Problems(IConfiguration configuration)
    {
        foreach (var url in Addresses(configuration))
        {
            if (!Uri.TryCreate(url.Replace("*", "any").Replace("+", "any"), UriKind.Absolute, out var address)
                || address.Scheme is not ("http" or "https")
                || address.AbsolutePath != "/")
            {
                yield return new(WebHostDefaults.ServerUrlsKey, "Each address is http or https, a host and a port, such as http://*:8080.");
            }
        }
    }

    /// <summary>The addresses of <c>ASPNETCORE_URLS</c> or <c>--urls</c>.</summary>
    public static string[] Addresses(IConfiguration configuration) =>
        (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Starts, and serves until it is told to stop. Where the web server does not come up, what started before it stops in order.</summary>
    public static async Task RunToTheEndAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            app.Logger.LogInformation("Stopped before it served");
            return;
        }
        catch (Exception) when (app.Services.GetRequiredService<IOrderEngine>().Condition.Serving)
        {
            await app.StopAsync();
            throw;
        }

        await app.WaitForShutdownAsync();
    }

    /// <summary>Listens where the configuration says, on port 8080 otherwise; in Development on this machine only.</summary>
    public static void AddServer(this WebApplicationBuilder builder, ConnectionSettings connections)
    {
        var configured = AddressKeys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key]))
            || builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!configured)
        {
            builder.WebHost.UseUrls(builder.Environment.IsDevelopment() ? "http://localhost:8080" : "http://*:8080");
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Webhooks and operators have the gateway's own limits, none of them higher; this one is for everything else, the sandbox included.
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = connections.MaxHeaderBytes;
            kestrel.Limits.MinRequestBodyDataRate = new(connections.SlowestBody, connections.SlowBodyGrace);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Limits.MaxConcurrentConnections = connections.Most;

            Drain.Use(kestrel, DrainTimeout);
            StrangerConnections.Use(kestrel, new(
                new(connections.Strangers, connections.StrangersOfOneAddress, connections.StrangersLife),
                Proxies.Of(connections.Proxies),
                kestrel.ApplicationServices.GetService<TimeProvider>() ?? TimeProvider.System));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
    }
}
