using Microsoft.Extensions.DependencyInjection;
using Orleans.Messaging;

namespace OrderGrains.Grains;

/// <summary>
/// Has each call to the tables of membership and reminders end in time, whatever holds it: the framework waits for them without a bound of its own, also as it
/// stops. What is given up may still happen; the framework reads before it writes again.
/// </summary>
public static class BoundedTables
{
    /// <summary>A call's.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>A call's that makes or looks for the tables, once a start.</summary>
    public static readonly TimeSpan LongestAtStart = TimeSpan.FromSeconds(10);

    /// <summary>Bounds a silo's. To be called once its tables are registered.</summary>
    public static ISiloBuilder BoundTables(this ISiloBuilder silo)
    {
        Wrap<IMembershipTable>(
            silo.Services, static (provider, table) => new BoundedMembership(table, provider.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint));
        Wrap<IReminderTable>(silo.Services, static (_, table) => new BoundedReminders(table));
        return silo;
    }

    /// <summary>Bounds a client's.</summary>
    public static IClientBuilder BoundTables(this IClientBuilder client)
    {
        Wrap<IGatewayListProvider>(client.Services, static (_, gateways) => new BoundedGateways(gateways));
        return client;
    }

    /// <summary>
    /// Makes a call that ends in time. It begins on another thread, since a driver may block the one that it is called on, and is told of no end: to cancel a
    /// statement a driver may block a thread until the database that hangs answers.
    /// </summary>
    /// <exception cref="TimeoutException">It did not end by itself.</exception>
    internal static async Task<T> EndsAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken, TimeSpan? longest = null)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(longest ?? Longest);
        try
        {
            return await Task.Run(() => call(CancellationToken.None), CancellationToken.None).WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The table of membership or reminders gave no answer in time.", exception);
        }
    }

    /// <inheritdoc cref="EndsAsync{T}"/>
    internal static Task EndsAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken, TimeSpan? longest = null) => EndsAsync(
        async token =>
        {
            await call(token).ConfigureAwait(false);
            return true;
        },
        cancellationToken,
        longest);

    private static void Wrap<T>(IServiceCollection services, Func<IServiceProvider, T, T> wrap)
        where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T) && !service.IsKeyedService);
        services.Remove(inner);
        services.AddSingleton(provider => wrap(provider, (T)(inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }

    private sealed class BoundedGateways(IGatewayListProvider gateways) : IGatewayListProvider
    {
        public TimeSpan MaxStaleness => gateways.MaxStaleness;

        [Obsolete("The framework asks no more.")]
        public bool IsUpdatable => gateways.IsUpdatable;

        public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken) =>
            EndsAsync(token => gateways.InitializeGatewayListProviderAsync(token), cancellationToken, LongestAtStart);

        public Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken) => EndsAsync(gateways.GetGatewaysAsync, cancellationToken);

        public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(default);

        public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(default);
    }
}
