using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public class CopyCommandTests
{
    private readonly HeldCopy _from = new();
    private readonly HeldCopy _to = new();

    public CopyCommandTests()
    {
        for (var i = 0; i < 1_201; i++)
        {
            _from.Hold(Order(i));
        }

        _from.Facts = new(new byte[] { 1, 2, 3 }, [new(new("acme", Target.Vtex), 7, new byte[] { 4 }, "ops", DateTimeOffset.UnixEpoch)]);
    }

    [Fact]
    public async Task Everything_is_copied_in_batches_and_both_sides_are_equal()
    {
        var (equal, told) = await CopyAsync();

        Assert.True(equal);
        Assert.Equal([500, 500, 201], _to.Batches);
        Assert.Equal(_from.Facts, _to.Facts);
        Assert.Contains("Copied 1201 orders; 0 were there already.", told, StringComparison.Ordinal);
        Assert.Contains("Both sides are equal.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_repeated()
    {
        await CopyAsync();
        var (equal, told) = await CopyAsync();

        Assert.True(equal);
        Assert.Contains("Copied 0 orders; 1201 were there already.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_that_did_not_come_from_here_are_told()
    {
        _to.Hold(Order(-1));

        var (equal, told) = await CopyAsync();

        Assert.False(equal);
        Assert.Contains("The sides differ", told, StringComparison.Ordinal);
    }

    private static CopiedOrder Order(int number) => new(
        OrderId.Parse($"acme/opabox/{Math.Abs(number)}{(number < 0 ? "-other" : "")}"), new byte[10 + (Math.Abs(number) % 7)], []);

    private async Task<(bool Equal, string Told)> CopyAsync()
    {
        var copied = await CopyCommand.CopyAsync(_from, _to, static _ => { });
        return (copied.Equal, string.Join('\n', copied.Lines));
    }

    /// <summary>A store in memory that is copied from or into.</summary>
    private sealed class HeldCopy : IStoreCopy
    {
        private readonly Dictionary<OrderId, CopiedOrder> _orders = [];

        public CopiedFacts Facts { get; set; } = new(default, []);

        public IAuditRows Audit { get; } = new MemoryStore().Audit;

        public List<int> Batches { get; } = [];

        public void Hold(CopiedOrder order) => _orders[order.Order] = order;

        public Task<CopiedFacts> FactsAsync(CancellationToken cancellationToken) => Task.FromResult(Facts);

        public Task PutAsync(CopiedFacts facts, CancellationToken cancellationToken)
        {
            Facts = facts;
            return Task.CompletedTask;
        }

        public IAsyncEnumerable<CopiedOrder> OrdersAsync(CancellationToken cancellationToken) => _orders.Values.ToAsyncEnumerable();

        public Task<int> PutAsync(IReadOnlyList<CopiedOrder> orders, CancellationToken cancellationToken)
        {
            Batches.Add(orders.Count);
            return Task.FromResult(orders.Count(order => _orders.TryAdd(order.Order, order)));
        }

        public Task<CopyCount> CountAsync(CancellationToken cancellationToken) =>
            Task.FromResult(_orders.Values.Aggregate(new CopyCount(0, 0, 0, 0), (count, order) => count.With(order)));

        public Task<long> ResealAsync(Reseal change, Action<long> told, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
