using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OrderGrains.Silo;

/// <summary>
/// Ends the connections, and with them the requests, that are still open some time after the signal to stop, so that the engine has time
/// to close. Kept per connection and not per request, of which there are many more.
/// </summary>
internal static class Drain
{
    /// <summary>Has every endpoint drained.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="timeout">How long requests under way have, from the signal on.</param>
    public static void Use(KestrelServerOptions kestrel, TimeSpan timeout)
    {
        var time = kestrel.ApplicationServices.GetService<TimeProvider>() ?? TimeProvider.System;
        var lifetime = kestrel.ApplicationServices.GetRequiredService<IHostApplicationLifetime>();
        var over = new CancellationTokenSource();
        ITimer? timer = null;
        lifetime.ApplicationStopping.Register(() => timer = time.CreateTimer(_ => over.Cancel(), null, timeout, Timeout.InfiniteTimeSpan));
        lifetime.ApplicationStopped.Register(() => timer?.Dispose());
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => async connection =>
        {
            using var abort = over.Token.UnsafeRegister(
                static state => ((ConnectionContext)state!).Abort(new ConnectionAbortedException("The program stops.")), connection);
            await next(connection);
        }));
    }
}
