using System.Collections.Concurrent;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Pump;

/// <summary>Orders in memory that owe VTEX one call each, every other one a read. A call that is answered well is owed no more.</summary>
internal sealed class OwingOrders(DateTimeOffset now, int count) : IOwingOrders
{
    private readonly ConcurrentDictionary<OrderId, OrderRecord> _records = new(
        Enumerable.Range(0, count).Select(i => Owing(i, now)).ToDictionary(record => record.Id));

    private int _answered;

    public IReadOnlyList<OrderRecord> All => [.. _records.Values.OrderBy(record => record.Id.ExternalId, StringComparer.Ordinal)];

    /// <summary>Calls answered well.</summary>
    public int Answered => Volatile.Read(ref _answered);

    public Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken) =>
        Task.FromResult<OrderRecord?>(_records[order]);

    public Task AnswerAsync(OrderId order, RecordAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Result is Delivered)
        {
            Interlocked.Increment(ref _answered);
            var record = _records[order];
            _records[order] = record with { State = record.State with { Requests = [] } };
        }

        return Task.CompletedTask;
    }

    public void Refill(string tenant, string target, DateTimeOffset since)
    {
    }

    public void Blocked(string tenant, string target, DateTimeOffset until, string why)
    {
    }

    public void Recovered(string tenant, string target)
    {
    }

    public void Report(OrderId order, string target, string what, Exception? exception) => Assert.Fail($"{what} {exception}");

    private static OrderRecord Owing(int number, DateTimeOffset now)
    {
        var order = Some.Order($"o{number:000}");
        var (command, message) = Some.Status(order, 1);
        var record = Turn.Take(OrderRecord.New(order), command, message, new() { HasVtex = true }, now).Record;
        var place = record.State.Requests.Single();
        return record with { State = record.State.With(place.Id, request => request with { Step = number % 2 == 0 ? Step.Send : Step.Read }) };
    }
}
