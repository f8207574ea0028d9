using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrderGrains.Connectors;

/// <summary>Registers the outbound side.</summary>
public static class AddConnectorsExtension
{
    /// <summary>
    /// Registers one <see cref="IConnector"/> per target that owes calls, <see cref="VtexCatalog"/> as <see cref="ICatalog"/>,
    /// the <see cref="TargetPipelines"/>, and a client per tenant and target. The settings must name all tenants by now; what
    /// they say of a tenant (addresses, secrets) is read at each call.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="settings">All tenants.</param>
    /// <param name="networks">Where targets may be.</param>
    public static IServiceCollection AddConnectors(this IServiceCollection services, OrderGrainsSettings settings, OutboundNetworks networks)
    {
        services.TryAddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(); // Also where there is no tenant yet.
        services.AddSingleton<TargetPipelines>();
        services.AddSingleton<ReadPaces>();
        services.AddSingleton<ISkuBooks, SkuBooks>();
        services.AddSingleton<TargetClient>();
        services.AddSingleton<IConnector, VtexConnector>();
        services.AddSingleton<IConnector, OmniChatConnector>();
        services.AddSingleton<IConnector, BonifiQConnector>();
        services.AddSingleton<IConnector, LinkConnector>();
        services.AddSingleton<ICatalog, VtexCatalog>();
        services.AddSingleton<IOrderHooks, VtexOrderHooks>();
        foreach (var (tenant, retailer) in settings.Tenants)
        {
            var accounts = retailer.Accounts().SelectMany(account => (string[])[account.Target, account.Of(Target.VtexSimulation)]);
            foreach (var target in Target.All.Where(target => target != Target.Order).Union(accounts))
            {
                var client = AddClient(services, tenant, target, networks);
                if (Target.IsVtex(target))
                {
                    client.AddHttpMessageHandler(provider => new PacedReads(
                        provider.GetRequiredService<ReadPaces>(), () => settings.Tenants.GetValueOrDefault(tenant)?.VtexAt(target)?.Vtex));
                }
            }
        }

        return services;
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services, string tenant, string target, OutboundNetworks networks) => services
        .AddHttpClient(TargetClient.Name(tenant, target), client =>
        {
            // The pipeline times each attempt.
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("OrderGrains");
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            ConnectCallback = networks.ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
        })
        .AddHttpMessageHandler(provider => new ResilienceHandler(
            provider.GetRequiredService<TargetPipelines>().For(tenant, target), TargetLimits.For(target).MaxBody))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers(); // The factory's own log lines would show whole paths.
}
