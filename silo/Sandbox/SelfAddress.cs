using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OrderGrains.Sandbox;

namespace OrderGrains.Silo;

/// <summary>
/// Where this process listens. Until the server has started that is what is configured, whose port may be 0; the lifecycle tells
/// when it is known, which is after every hosted work has started.
/// </summary>
internal sealed class SelfAddress(Uri configured, SiloSettings settings, SandboxOptions sandbox, IServer server)
    : IHostedLifecycleService
{
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>As configured; a port of 0 is not known yet.</summary>
    public Uri Configured { get; } = configured;

    /// <summary>Completes when the server listens.</summary>
    public Task<Uri> Listening => _listening.Task;

    /// <summary>The address among several by which a process reaches itself: the first without TLS, else the first.</summary>
    /// <param name="addresses">As Kestrel writes them, wildcards included.</param>
    /// <param name="otherwise">The address where there is none.</param>
    public static Uri Of(IEnumerable<string> addresses, Uri otherwise)
    {
        var parsed = addresses.Select(BindingAddress.Parse).ToArray();
        var address = parsed.FirstOrDefault(one => one.Scheme == "http") ?? parsed.FirstOrDefault();
        if (address is null || address.IsUnixPipe)
        {
            return otherwise;
        }

        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new($"{address.Scheme}://{host}:{address.Port}");
    }

    /// <summary>Points the sandbox's tenant to where the server listens, and the stand-ins to the tenant's hooks.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var self = Of(addresses, Configured);
        SandboxTenant.MoveTo(settings, self);
        sandbox.OmniChatNotifications = SandboxTenant.Notifications(self);
        sandbox.VtexOrderHooks[SandboxTenant.Name] = SandboxTenant.OrderHook(self);
        _listening.TrySetResult(self);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
