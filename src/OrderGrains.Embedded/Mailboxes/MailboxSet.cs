using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using OrderGrains.Embedded.Retention;
using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded.Mailboxes;

/// <summary>
/// The mailboxes of all orders. A drain takes all that waits for its order, makes one write of it, and answers after the
/// commit; it runs while there is something to take, and not at all otherwise.
/// </summary>
/// <param name="store">Where orders are read and written.</param>
/// <param name="policyOf">A tenant's policy.</param>
/// <param name="clock">The engine's clock.</param>
/// <param name="committed">Told after each commit, with the record before and after it.</param>
/// <param name="uncertain">Told after each failed write, with the record that perhaps was committed all the same.</param>
/// <param name="options">Bounds.</param>
/// <param name="log">Failures; ids of orders only.</param>
internal sealed class MailboxSet(
    IOrderStore store,
    Func<string, OrderPolicy> policyOf,
    EngineClock clock,
    Action<OrderRecord, OrderRecord> committed,
    Action<OrderRecord> uncertain,
    EmbeddedOptions options,
    ILogger log)
{
    private readonly ActivationTable _activations = new(options);
    private readonly Outstanding _drains = new(options.Scheduler);
    private Func<Activation, Task>? _drain;
    private int _waiting;

    /// <summary>Orders in memory.</summary>
    public int Activations => _activations.Count;

    /// <summary>Hands a command over; completes after the commit that its answer depends on.</summary>
    /// <param name="order">The order.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="message">Its envelope.</param>
    /// <param name="bounded">False for the engine's own commands, whose number is bounded where they come from.</param>
    /// <param name="cancellationToken">Takes the command back as long as no turn has taken it.</param>
    public Task<Receipt> PostAsync(OrderId order, Command command, Message message, bool bounded, CancellationToken cancellationToken)
    {
        if (bounded && Volatile.Read(ref _waiting) >= options.MaxWaiting)
        {
            throw new EngineUnavailableException("Too many commands wait.", options.RetryAfter);
        }

        var waiting = new WaitingCommand(command, message, options.Scheduler, bounded, cancellationToken);
        Interlocked.Increment(ref _waiting);
        while (true)
        {
            var activation = Activate(order, waiting);
            switch (activation.Post(waiting, bounded ? options.MaxMailbox : 0))
            {
                case Posted.NeedsDrain:
                    Drain(activation, bounded);
                    return waiting.Receipt;
                case Posted.Queued:
                    return waiting.Receipt;
                case Posted.Full:
                    Withdraw(waiting);
                    throw new EngineUnavailableException("Too many commands wait for this order.", options.RetryAfter);
                default:
                    break; // It left memory in between: the next look finds or makes another.
            }
        }
    }

    /// <summary>The order as last committed; null where nothing was written of it.</summary>
    public async Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken)
    {
        var stored = _activations.Find(order)?.Current ?? await store.FindAsync(order, cancellationToken).ConfigureAwait(false);
        return stored is { Key: not null } ? stored.Record : null;
    }

    /// <summary>Completes when no command waits and none is being taken.</summary>
    public Task WhenIdleAsync() => _drains.WhenIdleAsync();

    private Activation Activate(OrderId order, WaitingCommand waiting)
    {
        try
        {
            return _activations.GetOrAdd(order);
        }
        catch
        {
            Withdraw(waiting);
            throw;
        }
    }

    /// <summary>
    /// A sender's thread takes the turn itself and goes on with its own affairs when the write waits for its commit; the engine's own
    /// commands may come from where nothing may run.
    /// </summary>
    private void Drain(Activation activation, bool here)
    {
        _drains.Begin();
        if (here)
        {
            options.Scheduler.StartHere(_drain ??= DrainAsync, activation);
        }
        else
        {
            options.Scheduler.Start(() => DrainAsync(activation));
        }
    }

    private void Withdraw(WaitingCommand waiting)
    {
        Interlocked.Decrement(ref _waiting);
        waiting.Take();
    }

    private async Task DrainAsync(Activation activation)
    {
        try
        {
            while (activation.TakeAll() is { } commands)
            {
                Interlocked.Add(ref _waiting, -commands.Count);
                commands.RemoveAll(static command => !command.Take());
                if (commands.Count == 0)
                {
                    continue;
                }

                try
                {
                    await TakeAllAsync(activation, commands).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    Drop(activation, commands, exception);
                }
            }
        }
        finally
        {
            _drains.End();
        }
    }

    /// <summary>All that waited, in its order; a removal is no turn and goes by itself.</summary>
    private Task TakeAllAsync(Activation activation, List<WaitingCommand> commands) =>
        Removal(commands) < 0 ? TakeAsync(activation, commands) : TakeInPartsAsync(activation, commands);

    private async Task TakeInPartsAsync(Activation activation, List<WaitingCommand> commands)
    {
        for (var removal = Removal(commands); removal >= 0; removal = Removal(commands))
        {
            if (removal > 0)
            {
                await TakeAsync(activation, commands[..removal]).ConfigureAwait(false);
            }

            await RemoveAsync(activation, commands[removal]).ConfigureAwait(false);
            commands = commands[(removal + 1)..];
        }

        if (commands.Count > 0)
        {
            await TakeAsync(activation, commands).ConfigureAwait(false);
        }
    }

    private static int Removal(List<WaitingCommand> commands) => commands.FindIndex(command => command.Command is RemoveOrder);

    private async Task RemoveAsync(Activation activation, WaitingCommand command)
    {
        var current = await LoadAsync(activation).ConfigureAwait(false);
        if (current.Key is not { } key || !((RemoveOrder)command.Command).IsOver(current.Record))
        {
            command.Answer(new(Outcome.Refused, current.Record.Version, "It has changed."));
            return;
        }

        await store.WriteAsync(new RemovalWrite(key, current)).ConfigureAwait(false);
        Hold(activation, StoredOrder.New(activation.Order));
        command.Answer(new(Outcome.Accepted, 0));
    }

    private ValueTask<StoredOrder> LoadAsync(Activation activation) =>
        activation.Current is { } known ? new(known) : new(FindAsync(activation));

    private async Task<StoredOrder> FindAsync(Activation activation)
    {
        var current = await store.FindAsync(activation.Order, default).ConfigureAwait(false) ?? StoredOrder.New(activation.Order);
        Hold(activation, current);
        return current;
    }

    private async Task TakeAsync(Activation activation, IReadOnlyList<WaitingCommand> commands)
    {
        var current = await LoadAsync(activation).ConfigureAwait(false);
        var batch = TurnBatch.Take(current.Record, commands, policyOf(activation.Order.Tenant), clock, options.Turn);
        if (!batch.Changed)
        {
            activation.Current = current with { Record = batch.Record, Encoded = null }; // Only its count of repeats differs.
        }
        else if (Encode(batch.Record) is { } bytes)
        {
            var write = new RecordWrite(current, batch.Record, bytes, batch.Log);
            try
            {
                await store.WriteAsync(write).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not EngineUnavailableException) // Of that the store kept nothing.
            {
                Hold(activation, null); // First: whoever looks for it must not find the record of before.
                uncertain(batch.Record);
                throw;
            }

            Hold(activation, new(write.Key, batch.Record, bytes.Length, write.LogRow) { Encoded = bytes });
            committed(current.Record, batch.Record);
            Answer(activation.Order, commands, batch);
            return;
        }
        else if (commands.Count > 1)
        {
            foreach (var command in commands)
            {
                await TakeAsync(activation, [command]).ConfigureAwait(false); // One of them is too much: it fails alone.
            }

            return;
        }
        else
        {
            commands[0].Answer(new(Outcome.Refused, current.Record.Version, "The order would grow beyond what one order may hold."));
            return;
        }

        Answer(activation.Order, commands, batch);
    }

    private void Hold(Activation activation, StoredOrder? stored)
    {
        var before = activation.Bytes;
        activation.Current = stored;
        _activations.Resized(before, stored?.Bytes ?? 0);
    }

    private void Answer(OrderId order, IReadOnlyList<WaitingCommand> commands, TurnBatch batch)
    {
        for (var index = 0; index < commands.Count; index++)
        {
            if (batch.Answers[index] is { Receipt: { } receipt })
            {
                commands[index].Answer(receipt, alone: commands.Count == 1);
            }
            else
            {
                var failure = batch.Answers[index].Failure!;
                log.LogError(failure, "A turn of {Order} failed on a {Command}", order, commands[index].Command.GetType().Name);
                commands[index].Fail(commands[index].IsSenders
                    ? new EngineUnavailableException("The command could not be taken.", options.RetryAfter, failure)
                    : new TurnFailedException(failure));
            }
        }
    }

    /// <summary>Nobody knows what of a write was kept: its senders try again, and the order is read afresh.</summary>
    private void Drop(Activation activation, IReadOnlyList<WaitingCommand> commands, Exception exception)
    {
        if (exception is not SqliteException { SqliteErrorCode: Trouble.Full }) // Of that the writer tells, once.
        {
            log.LogWarning(exception, "Commands of {Order} failed and were not taken", activation.Order);
        }

        Hold(activation, null);
        var unavailable = exception as EngineUnavailableException
            ?? new EngineUnavailableException("The order could not be read or written.", options.RetryAfter, exception);
        foreach (var command in commands)
        {
            command.Fail(unavailable);
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

/// <summary>The rules failed on a command of the engine's own: trying again will not help.</summary>
internal sealed class TurnFailedException(Exception inner) : Exception("The turn failed.", inner);
