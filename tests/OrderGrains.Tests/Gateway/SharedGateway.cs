namespace OrderGrains.Tests.Gateway;

/// <summary>
/// One host for the tests of a class, renewed for each: as started, but for its clock and its lists of refused bodies and
/// unmatched results. Tests that call the checker start a host of their own, since it records its answers afterwards.
/// </summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private GatewayHost? _host;

    public async Task InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    internal GatewayHost Renew()
    {
        _host!.Engine.Renew();
        _host.Index.Asked.Clear();
        _host.Targets.Paused.Clear();
        _host.Targets.Lifted.Clear();
        (_host.Index.Page, _host.Index.Heads) = (new([], null), null);
        _host.Story.Logs.Clear();
        _host.Audit.Kept.Clear();
        _host.Jobs.Jobs.Clear();
        (_host.Jobs.Full, _host.Failures.Heads) = (false, null);
        return _host;
    }
}
