namespace OrderGrains.Tests.Hosting;

/// <summary>A VTEX whose order hook stands as told.</summary>
internal sealed class ScriptedHooks : IOrderHooks
{
    public OrderHook Hook { get; set; } = new(OrderHookState.Registered, null);

    public int Registrations { get; private set; }

    public int Reads { get; private set; }

    public Task<OrderHook> ReadAsync(string tenant, string target, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Hook);
    }

    public Task<OrderHook> RegisterAsync(string tenant, string target, CancellationToken cancellationToken)
    {
        Registrations++;
        return Task.FromResult(Hook);
    }
}
