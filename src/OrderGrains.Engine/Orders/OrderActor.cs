using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// One order at work: queues commands at its door, and takes all that wait in one go, a turn each and one write for all of them. Every answer, also that of a
/// repeat or a refusal, comes after the commit that it saw. The record rests as bytes between turns. A write that failed, or of which nobody knows how
/// it ended, fails those who wait for it, and has the activation given up. For a scheduler that runs one of its tasks at a time.
/// </summary>
/// <param name="order">The order.</param>
/// <param name="parts">What it shares with the others of its silo.</param>
/// <param name="giveUp">Asks for the end of this activation; what is sent to the order then reaches another one. May come from any thread.</param>
public sealed class OrderActor(OrderId order, OrderParts parts, Action giveUp)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly RestingRecord _resting = new();
    private List<WaitingCommand>? _waiting;
    private OrderRecord? _record; // While it is at work; null while it rests as bytes, or was never read.
    private StoreTag? _tag; // Null where nothing is stored.
    private bool _known; // Whether it was read, or written.
    private Task? _loading;
    private TaskCompletionSource? _drained;
    private bool _draining;
    private bool _stopped;
    private int _repeats; // Counted since the last write.
    private int _residentBytes;

    /// <summary>The order.</summary>
    public OrderId Order => order;

    /// <summary>Tick of the last use, for choosing what leaves memory.</summary>
    internal long LastUsed { get; set; }

    /// <summary>Bytes of the record, as the silo's sum counts them.</summary>
    internal int ResidentBytes => Volatile.Read(ref _residentBytes);

    /// <summary>Whether it was asked to leave memory, and with how many bytes it was counted then.</summary>
    internal int? Leaving { get; set; }

    /// <summary>Hands a command over; completes after the commit that its answer depends on.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="message">Its envelope.</param>
    /// <param name="cancellationToken">Takes the command back as long as no turn has taken it.</param>
    /// <exception cref="OperationCanceledException">It was taken back.</exception>
    public Task<OrderAnswer> TakeAsync(Command command, Message message, CancellationToken cancellationToken)
    {
        if (_stopped)
        {
            return Task.FromResult(new OrderAnswer(null, "The order moves to another silo."));
        }

        var waiting = new WaitingCommand(order, command, message, cancellationToken);
        (_waiting ??= []).Add(waiting);
        parts.Meter.Waits(1);
        if (!_draining)
        {
            _ = DrainAsync();
        }

        return waiting.Answered;
    }

    /// <summary>The order as last committed, without waiting for a write under way; null where nothing was written of it.</summary>
    /// <exception cref="EngineUnavailableException">It cannot be read now.</exception>
    public async Task<OrderRecord?> ReadAsync()
    {
        do
        {
            await LoadAsync();
        }
        while (!_known); // A write that failed in the same moment had it forgotten again.

        return _tag is null ? null : _record ?? RecordCodec.Read(_resting.Copy(), order);
    }

    /// <summary>
    /// The order as it is stored: for whoever knows that what this activation holds may be old, since another one has written. One at work finds
    /// that by its write.
    /// </summary>
    /// <exception cref="EngineUnavailableException">It cannot be read now.</exception>
    public async Task<OrderRecord?> ReadAfreshAsync()
    {
        if (!_draining)
        {
            await (_loading is { IsCompleted: false } reading ? reading : _loading = FindAsync());
        }

        return await ReadAsync();
    }

    /// <summary>Takes nothing more, and ends when what waits is answered.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        parts.Residents.Remove(this);
        return _draining ? (_drained ??= new()).Task : Task.CompletedTask;
    }

    /// <summary>The silo has more orders in memory than it may.</summary>
    internal void Leave() => giveUp();

    private async Task DrainAsync()
    {
        _draining = true;
        while (_waiting is { } all)
        {
            _waiting = null;
            var count = all.Count;
            all.RemoveAll(static command => !command.Take());
            try
            {
                await TakeAllAsync(all);
            }
            catch (Exception exception)
            {
                Drop(all, exception);
            }

            parts.Meter.Waits(-count);
        }

        _record = null; // Its bytes rest.
        _draining = false;
        _drained?.TrySetResult();
    }

    private async Task TakeAllAsync(List<WaitingCommand> commands)
    {
        while (commands.Count > 0)
        {
            await LoadAsync();
            var batch = TurnBatch.Take(Current(), CollectionsMarshal.AsSpan(commands), parts);
            var taken = batch.Answers.Count;
            if (batch.Removed)
            {
                await WriteAsync(null, default, [], taken);
            }
            else if (!batch.Changed)
            {
                _repeats = batch.Record.Repeats; // Written along with the next change.
            }
            else if (Encode(batch.Record) is { } bytes)
            {
                await WriteAsync(batch.Record, bytes, batch.Log, taken, batch.ClearsLog);
            }
            else if (taken > 1)
            {
                await OneByOneAsync(commands[..taken]); // One of them is too much: it fails alone.
                commands.RemoveRange(0, taken);
                continue;
            }
            else
            {
                batch = batch with { Answers = [new(new(Outcome.Refused, Current().Version, "The order would grow beyond what one order may hold."))] };
            }

            for (var index = 0; index < taken; index++)
            {
                parts.Meter.Turn(order.Tenant, batch.Answers[index].Receipt?.Outcome);
                commands[index].Answer(batch.Answers[index]);
            }

            commands.RemoveRange(0, taken);
        }
    }

    private async Task OneByOneAsync(List<WaitingCommand> commands)
    {
        foreach (var command in commands)
        {
            await TakeAllAsync([command]);
        }
    }

    /// <summary>Writes over the version that was read, and holds what was written.</summary>
    private async Task WriteAsync(OrderRecord? after, byte[]? bytes, IReadOnlyList<LogEntry> log, int turns, bool clearsLog = false)
    {
        var before = Current();
        var write = new OrderWrite(order, before, _tag, after, bytes, log) { ClearsLog = clearsLog };
        var (started, kept) = (parts.Deadlines.GetTimestamp(), false);
        try
        {
            _tag = await parts.Store.WriteAsync(write).WaitAsync(parts.Limits.WriteDeadline, parts.Deadlines);
            kept = true;
        }
        catch (Exception exception) when (exception is not (EngineUnavailableException or StoreConflictException))
        {
            Ring(write); // It may have been kept.
            throw;
        }
        finally
        {
            parts.Meter.Wrote(parts.Deadlines.GetElapsedTime(started), turns, kept);
        }

        _record = after ?? OrderRecord.New(order);
        _repeats = _record.Repeats;
        Hold(bytes);
        Ring(write);
        Report(before, _record);
    }

    private OrderRecord Current()
    {
        _record ??= _resting.Length == 0 ? OrderRecord.New(order) : RecordCodec.Read(_resting.Copy(), order);
        return _record.Repeats == _repeats ? _record : _record = _record with { Repeats = _repeats };
    }

    /// <summary>Also waits for one that reads afresh, so that no turn is taken while the record is replaced.</summary>
    private Task LoadAsync() => _loading is { IsCompleted: false } reading ? reading : _known ? Task.CompletedTask : _loading = FindAsync();

    private async Task FindAsync()
    {
        try
        {
            var stored = await parts.Store.FindAsync(order, CancellationToken.None).WaitAsync(parts.Limits.WriteDeadline, parts.Deadlines);
            var record = stored is null ? OrderRecord.New(order) : RecordCodec.Read(stored.Bytes, order);
            parts.Residents.Add(this);
            (_record, _repeats, _tag, _known) = (record, record.Repeats, stored?.Tag, true);
            Hold(stored?.Bytes ?? default);
        }
        catch (TimeoutException exception)
        {
            throw new EngineUnavailableException("The order could not be read in time.", Patience, exception);
        }
    }

    /// <summary>Keeps the bytes of what was read or written, which a later rest needs no more work for.</summary>
    private void Hold(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            _resting.Clear();
        }
        else
        {
            _resting.Keep(bytes.Span);
        }

        var more = bytes.Length - _residentBytes;
        Volatile.Write(ref _residentBytes, bytes.Length);
        parts.Residents.Used(this, more);
    }

    /// <summary>Those who waited try again, and the order is read afresh, by another activation.</summary>
    private void Drop(List<WaitingCommand> commands, Exception exception)
    {
        // The type alone: a store's own words may quote its address.
        parts.Log.LogWarning(
            "{Count} commands of {Order} failed and were perhaps not taken ({Type}: {Cause})",
            commands.Count, order, exception.GetType().Name, exception.InnerException?.GetType().Name);
        (_record, _tag, _known) = (null, null, false);
        Hold(default);
        var answer = new OrderAnswer(null, exception is EngineUnavailableException ? exception.Message : "The order could not be read or written.");
        commands.ForEach(command => command.Answer(answer));
        giveUp();
    }

    private void Ring(OrderWrite write)
    {
        foreach (var lane in write.NewlyDue.Select(due => due.Lane).Distinct())
        {
            parts.Lanes.Ring(lane);
        }
    }

    private void Report(OrderRecord before, OrderRecord after)
    {
        if (after.State.Requests.IsEmpty)
        {
            return;
        }

        foreach (var parked in after.State.Requests.Where(request =>
            request.State == RequestState.Parked && before.State.Find(request.Id)?.State != RequestState.Parked))
        {
            parts.Log.LogWarning("{Order} needs a person: {Operation} at {Target} is parked, {Code}", order, parked.Operation, parked.Target, parked.LastCode);
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
