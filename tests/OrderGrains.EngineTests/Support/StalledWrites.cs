using OrderGrains.EngineTests.Hub;

namespace OrderGrains.EngineTests.Support;

/// <summary>A store that stands still at each write until it is released.</summary>
internal sealed class StalledWrites : IDisposable
{
    private readonly HubFixture _fixture;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _released = new();
    private Action<OrderId> _next = Misfortunes.Nothing;

    public StalledWrites(HubFixture fixture)
    {
        _fixture = fixture;
        fixture.BeforeWrite = order =>
        {
            _reached.TrySetResult();
            _released.Wait();
            _next(order);
        };
    }

    public Task Reached => _reached.Task;

    /// <summary>Goes on; each order's write first calls <paramref name="next"/>, those that stood still included.</summary>
    public void Release(Action<OrderId>? next = null)
    {
        _next = next ?? Misfortunes.Nothing;
        _fixture.BeforeWrite = _next;
        _released.Set();
    }

    public void Dispose() => Release();
}
