using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace OrderGrains.Grains;

/// <summary>A silo that is a cluster by itself: it listens on the loopback alone, on a port of the system's choice, and takes no gateways.</summary>
public static class OneMachine
{
    /// <summary>The silo's name for itself; nobody connects to it.</summary>
    private const int NamePort = 11111;

    /// <summary>Makes a silo one.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="rows">Where its reminders are kept.</param>
    public static ISiloBuilder UseOneMachine(this ISiloBuilder silo, Func<IServiceProvider, IReminderRows> rows)
    {
        silo.UseLocalhostClustering(NamePort, gatewayPort: 0, serviceId: "ordergrains", clusterId: "ordergrains");
        silo.Configure<EndpointOptions>(endpoints => endpoints.SiloListeningEndpoint = new(IPAddress.Loopback, 0));
        silo.AddReminders();
        silo.Services.AddSingleton<IReminderTable>(services => new StoredReminders(rows(services)));
        return silo;
    }
}
