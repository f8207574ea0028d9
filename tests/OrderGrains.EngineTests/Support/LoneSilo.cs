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
    private readonly Survivor _survivor;

    private LoneSilo(IHost host, Survivor survivor) => (_host, _survivor) = (host, survivor);

    /// <summary>Starts one that nobody else reaches; its port is but a name.</summary>
    /// <param name="membership">Gives it membership and reminders.</param>
    public static async Task<LoneSilo> StartAsync(Action<ISiloBuilder> membership)
    {
        var survivor = new Survivor();
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
            silo.Configure<ClusterMembershipOptions>(membership => membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(1));
            silo.Services.AddSingleton<IFatalErrorHandler>(survivor);
            membership(silo);
        });
        var made = new LoneSilo(builder.Build(), survivor);
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

    /// <summary>Has it look at the membership, which says that it is dead; what it says of that.</summary>
    public Task<string?> DiesAsync()
    {
        _ = _host.Services.GetRequiredService<IClusterMembershipService>().Refresh(default).AsTask(); // Which may never end, for one that is dead.
        return Within.Reason(_survivor.Told, "the silo is told that it is dead");
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
        private readonly TaskCompletionSource<string?> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string?> Told => _told.Task;

        public bool IsUnexpected(Exception exception) => false;

        public void OnFatalException(object? sender, string? context, Exception? exception) => _told.TrySetResult(context);
    }
}
