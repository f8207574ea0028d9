using OrderGrains.EngineTests.Hub;

namespace OrderGrains.EngineTests.Support;

/// <summary>A store that stands still at its next write until it is released.</summary>
internal sealed class StalledWrites : IDisposable
{
    private readonly HubFixture _fixture;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _released = new();

    public StalledWrites(HubFixture fixture)
    {
        _fixture = fixture;
        fixture.BeforeWrite = _ =>
        {
            _reached.TrySetResult();
            _released.Wait();
        };
    }

    public Task Reached => _reached.Task;

    /// <summary>Goes on; from here on each order's write first calls <paramref name="next"/>.</summary>
    public void Release(Action<OrderId>? next = null)
    {
        _fixture.BeforeWrite = next ?? (static _ => { });
        _released.Set();
    }

    public void Dispose() => Release();
}
