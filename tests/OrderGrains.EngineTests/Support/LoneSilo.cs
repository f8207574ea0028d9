using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace OrderGrains.EngineTests.Support;

/// <summary>A silo without grains of its own: it joins, looks for its reminders, and leaves.</summary>
internal sealed class LoneSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private LoneSilo(IHost host) => _host = host;

    /// <summary>Starts one that nobody else reaches; its port is but a name.</summary>
    /// <param name="membership">Gives it membership and reminders.</param>
    public static async Task<LoneSilo> StartAsync(Action<ISiloBuilder> membership)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(names => (names.ClusterId, names.ServiceId) = ("cluster", "service"));
            silo.Configure<EndpointOptions>(endpoints =>
            {
                (endpoints.AdvertisedIPAddress, endpoints.SiloPort, endpoints.GatewayPort) = (IPAddress.Loopback, 11111, 0);
                endpoints.SiloListeningEndpoint = new(IPAddress.Loopback, 0);
            });
            silo.Configure<ClusterMembershipOptions>(membership => membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(10));
            silo.Services.AddSingleton<IFatalErrorHandler, Survivor>();
            membership(silo);
        });
        var made = new LoneSilo(builder.Build());
        try
        {
            await Within.Reason(made._host.StartAsync(), "the silo joins");
            return made;
        }
        catch
        {
            await made._host.StopAsync(new CancellationToken(canceled: true));
            await made.DisposeAsync(); // It would go on trying to join.
            throw;
        }
    }

    /// <summary>Leaves the cluster.</summary>
    public Task StopAsync() => Within.Reason(_host.StopAsync(), "the silo leaves");

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A silo that is told that it is dead ends its process, which here is the one of all tests.</summary>
    private sealed class Survivor : IFatalErrorHandler
    {
        public bool IsUnexpected(Exception exception) => false;

        public void OnFatalException(object? sender, string? context, Exception? exception)
        {
            // The silo's own tests see that it is gone.
        }
    }
}
