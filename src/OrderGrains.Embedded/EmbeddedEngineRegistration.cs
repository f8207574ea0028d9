using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrderGrains.Embedded;

/// <summary>Registers the engine of one machine.</summary>
public static class EmbeddedEngineRegistration
{
    /// <summary>Keeps the data in a folder, with the default bounds.</summary>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, string dataDirectory) =>
        services.AddEmbeddedEngine(new EmbeddedOptions { DataDirectory = dataDirectory });

    /// <summary>
    /// Adds <see cref="IOrderEngine"/>, <see cref="IOrderIndex"/> and <see cref="ITargets"/>, served by one hosted engine. Needs
    /// <see cref="IOrderPolicies"/>, the <see cref="IConnector"/>s and logging; takes the system's clock where none is registered.
    /// </summary>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, EmbeddedOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<EmbeddedEngine>();
        services.AddSingleton<IOrderEngine>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<IOrderIndex>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<ITargets>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedEngine>());
        return services;
    }
}
