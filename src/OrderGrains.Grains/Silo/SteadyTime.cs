using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrderGrains.Grains;

/// <summary>
/// The time at which it was made and what has gone by since, by the machine's clock that nobody sets. The framework's collector of idle activations goes by it: by the wall
/// clock it would take no new activation, and so no order that is not in memory, for as long as the clock stays behind a time that it has shown.
/// </summary>
internal sealed class SteadyTime : TimeProvider
{
    private const string Collector = "Orleans.Runtime.ActivationCollector"; // Not public; its own clock is a parameter of its constructor.

    private readonly DateTimeOffset _began = System.GetUtcNow();
    private readonly long _stamp = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _began + GetElapsedTime(_stamp);

    /// <summary>Has the collector of a silo go by it.</summary>
    /// <exception cref="InvalidOperationException">This version of the framework has no such collector.</exception>
    public static void ForCollector(IServiceCollection services)
    {
        var collector = services.FirstOrDefault(service => service.ServiceType.FullName == Collector)?.ServiceType
            ?? throw new InvalidOperationException($"The framework has no {Collector}.");
        services.Replace(ServiceDescriptor.Singleton(collector, provider => ActivatorUtilities.CreateInstance(provider, collector, new SteadyTime())));
    }
}
