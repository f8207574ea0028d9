using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace OrderGrains.Cluster;

/// <summary>
/// One order. The record is its state, under one ETag; a batch of commands is one write. After a write that failed, or of which
/// nobody knows how it ended, the activation is given up and the next one reads what is there. Nothing interleaves with a
/// turn but reads, which see the record as last committed.
/// </summary>
/// <remarks>
/// Placed by a hash, so that an order that is activated again comes back to where it was as long as the silos are the same.
/// </remarks>
[GrainType(OrderGrain.TypeName)]
[HashBasedPlacement]
internal sealed class OrderGrain(
    [PersistentState(OrderGrain.StateName, OrderDocument.StorageName)] IPersistentState<OrderDocument> state,
    SiloParts silo,
    LaneCalls lanes,
    ILogger<OrderGrain> log) : Grain, IOrderGrain
{
    /// <summary>Name of the type; storages name its state by it.</summary>
    public const string TypeName = "order";

    /// <summary>Name of the state.</summary>
    public const string StateName = "record";

    private OrderId _order = null!;
    private OrderRecord? _committed; // As stored; null where nothing is.
    private OrderRecord _record = null!; // The same, with what repeats counted up since.
    private bool _broken; // After a failed write, until the activation is gone.

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _order = OrderId.Parse(this.GetPrimaryKeyString());
        _committed = state.RecordExists ? state.State.Record : null;
        _record = _committed ?? OrderRecord.New(_order);
        silo.Clock.Observe(_record.ChangedAt);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Answers> TakeAsync(SentCommand[] commands, DateTimeOffset seen)
    {
        DemandWhole();
        silo.Clock.Observe(seen);
        var policy = silo.PolicyOf(_order.Tenant);
        var turns = OrderTurns.Take(_record, commands, policy, silo.Clock);
        if (turns.Changed && await lanes.PrepareAsync(turns.Record))
        {
            // A lane was started for what is owed now: that must be due after the lane's start.
            turns = OrderTurns.Take(_record, commands, policy, silo.Clock);
        }

        foreach (var failure in turns.Failures)
        {
            log.LogError(failure, "A turn of {Order} failed", _order);
        }

        if (!turns.Changed)
        {
            _record = turns.Record; // Only its count of repeats differs.
            return new(turns.Receipts);
        }

        if (Encode(turns.Record) is { } bytes)
        {
            await WriteAsync(turns, bytes);
            return new(turns.Receipts);
        }

        return commands.Length == 1
            ? new([new Receipt(Outcome.Refused, _record.Version, "The order would grow beyond what one order may hold.")])
            : await OneByOneAsync(commands);
    }

    /// <inheritdoc/>
    public Task<StoredRecord> ReadAsync()
    {
        DemandWhole();
        return Task.FromResult(new StoredRecord(_committed is null ? null : _record));
    }

    /// <summary>One of them is too much: it fails alone.</summary>
    private async Task<Answers> OneByOneAsync(SentCommand[] commands)
    {
        var receipts = new List<Receipt?>(commands.Length);
        foreach (var command in commands)
        {
            receipts.AddRange((await TakeAsync([command], default)).Receipts);
        }

        return new(receipts);
    }

    private async Task WriteAsync(OrderTurns turns, byte[] bytes)
    {
        var before = _committed;
        state.State = new(turns.Record, before, turns.Log, bytes);
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception exception)
        {
            // Nobody knows what was kept: the next activation reads it, and the lanes look at their index.
            _broken = true;
            DeactivateOnIdle();
            lanes.LookFor(before, turns.Record);

            // A storage's own words may quote its address, and its exception need not cross to other processes.
            log.LogError("The write of {Order} failed ({Type}: {Cause})", _order, exception.GetType().Name, exception.InnerException?.GetType().Name);
            throw new InvalidOperationException($"The write of {_order} failed ({exception.GetType().Name}).");
        }

        state.State = new(turns.Record); // The log's bytes are not kept in memory.
        (_committed, _record) = (turns.Record, turns.Record);
        LogParked(before, turns.Record);
        await lanes.OfferAsync(before, turns.Record);
    }

    private void DemandWhole()
    {
        if (_broken)
        {
            throw new InvalidOperationException($"{_order} is being read again after a write that failed.");
        }
    }

    private void LogParked(OrderRecord? before, OrderRecord after)
    {
        foreach (var parked in after.State.Requests.Where(request =>
            request.State == RequestState.Parked && before?.State.Find(request.Id)?.State != RequestState.Parked))
        {
            log.LogWarning("{Order} needs a person: {Operation} at {Target} is parked, {Code}", _order, parked.Operation, parked.Target, parked.LastCode);
        }
    }

    private static byte[]? Encode(OrderRecord record)
    {
        try
        {
            return RecordCodec.Write(record);
        }
        catch (InvalidOperationException)
        {
            return null; // Larger than a record may be.
        }
    }
}
