using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Checker.Catalogs;
using OrderGrains.Gateway.Checker.Checks;
using OrderGrains.Gateway.Checker.Rules;

namespace OrderGrains.Gateway.Checker;

/// <summary>Puts the checker together.</summary>
internal static class CheckerRegistration
{
    /// <summary>Registers catalogs, checks in the order in which their actions are answered, rules, and the recorder.</summary>
    public static void AddChecker(this IServiceCollection services)
    {
        services.AddSingleton<FileCatalog>();
        services.AddSingleton(provider => new TenantCatalogs(
            provider.GetRequiredService<OrderGrainsSettings>(),
            provider.GetRequiredService<FileCatalog>(),
            provider.GetRequiredService<ITargets>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ICatalog>()));
        services.AddSingleton(provider => new CatalogInquiry(
            provider.GetRequiredService<TenantCatalogs>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ISkuBooks>()));
        services.AddSingleton<ICartCheck, KnownSkuCheck>();
        services.AddSingleton<ICartCheck, AvailabilityCheck>();
        services.AddSingleton<ICartCheck, QuantityCheck>();
        services.AddSingleton<ICartCheck, DeliveryCheck>();
        services.AddSingleton<ICartCheck, OneWayCheck>();
        services.AddSingleton<ICartCheck, PriceCheck>();
        services.AddSingleton<ICartCheck, FreightCheck>();
        CartRules.Register(services);
        services.AddSingleton<OrderChecker>();
        services.AddSingleton<CheckRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<CheckRecorder>());
    }
}
