using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>
/// The commands of one process on their way to their orders, bounded in number. While a call to an order is under way what comes
/// for it waits here, and goes together with the next call: one write for all of it.
/// </summary>
internal sealed class Mailboxes(IGrainFactory grains, ClusterEngineOptions options, ILogger log) : IDisposable
{
    /// <summary>Before a batch is sent again: while a silo leaves, its orders have another within moments.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    private readonly ConcurrentDictionary<OrderId, Mailbox> _all = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Outstanding _drains = new(WorkScheduler.ThreadPool);
    private int _waiting;
    private int _orders;

    /// <summary>The orders' grains.</summary>
    public OrderReferences Orders { get; } = new(grains);

    /// <summary>Hands a command over; completes after the commit that its answer depends on.</summary>
    /// <exception cref="EngineUnavailableException">A bound is reached; thrown at once.</exception>
    public Task<Receipt> PostAsync(OrderId order, SentCommand command, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _waiting) >= options.MaxWaiting)
        {
            throw Unavailable("Too many commands wait.");
        }

        var waiting = new WaitingCommand(command, cancellationToken);
        Interlocked.Increment(ref _waiting);
        while (true)
        {
            var mailbox = GetOrAdd(order, waiting);
            switch (mailbox.Post(waiting, options.MaxMailbox))
            {
                case Posted.NeedsDrain:
                    _drains.Start(() => DrainAsync(mailbox));
                    return waiting.Receipt;
                case Posted.Queued:
                    return waiting.Receipt;
                case Posted.Full:
                    Withdraw(waiting);
                    throw Unavailable("Too many commands wait for this order.");
                default:
                    break; // It ended in between: the next look makes another.
            }
        }
    }

    /// <summary>Completes when no command waits and none is under way.</summary>
    public Task WhenIdleAsync() => _drains.WhenIdleAsync();

    /// <summary>Waits for no answer any more.</summary>
    public Task EndAsync() => _end.CancelAsync();

    public void Dispose() => _end.Dispose();

    private Mailbox GetOrAdd(OrderId order, WaitingCommand waiting)
    {
        if (_all.TryGetValue(order, out var known))
        {
            return known;
        }

        if (Interlocked.Increment(ref _orders) > options.MaxOrders)
        {
            Interlocked.Decrement(ref _orders);
            Withdraw(waiting);
            throw Unavailable("Too many orders are at work.");
        }

        var made = new Mailbox(order);
        var mailbox = _all.GetOrAdd(order, made);
        if (mailbox != made)
        {
            Interlocked.Decrement(ref _orders);
        }

        return mailbox;
    }

    private void Withdraw(WaitingCommand waiting)
    {
        Interlocked.Decrement(ref _waiting);
        waiting.Take();
    }

    private async Task DrainAsync(Mailbox mailbox)
    {
        while (true)
        {
            var all = mailbox.Take(options.MaxBatch);
            Interlocked.Add(ref _waiting, -all.Count);
            var commands = all.Where(command => command.Take()).ToList();
            var answer = commands.Count == 0 ? static () => { } : await SendAsync(mailbox.Order, commands).ConfigureAwait(false);

            // Before anybody is answered: who was may count on the room.
            var ended = mailbox.TryEnd();
            if (ended && _all.TryRemove(new(mailbox.Order, mailbox)))
            {
                Interlocked.Decrement(ref _orders);
            }

            answer();
            if (ended)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Sends a batch, and once more after each of the waits as long as its silo is lost and a repeat is safe; what to tell the senders.
    /// </summary>
    private async Task<Action> SendAsync(OrderId order, List<WaitingCommand> commands)
    {
        Action failed = static () => { };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return failed + await CallAsync(order, commands).ConfigureAwait(false);
            }
            catch (Exception exception) when (attempt < Waits.Length && Failures.IsLostSilo(exception) && !_end.IsCancellationRequested)
            {
                var others = commands.Where(command => !command.CanRepeat).ToList();
                failed += Fail(others, exception);
                commands = [.. commands.Where(command => command.CanRepeat)];
                if (commands.Count == 0)
                {
                    return failed;
                }

                log.LogInformation("A silo was lost with {Count} commands of {Order}; they are sent again", commands.Count, order);
                await Task.Delay(Waits[attempt], TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception)
            {
                return failed + Failed(order, commands, exception);
            }
        }
    }

    private async Task<Action> CallAsync(OrderId order, List<WaitingCommand> commands)
    {
        var answers = await Orders.Of(order).TakeAsync([.. commands.Select(command => command.Command)], default).WaitAsync(_end.Token).ConfigureAwait(false);
        return () =>
        {
            for (var index = 0; index < commands.Count; index++)
            {
                if (answers.Receipts[index] is { } receipt)
                {
                    commands[index].Answer(receipt);
                }
                else
                {
                    commands[index].Fail(Unavailable("The command could not be taken."));
                }
            }
        };
    }

    private Action Failed(OrderId order, List<WaitingCommand> commands, Exception exception)
    {
        // The type alone: a storage's own words may quote its address.
        log.LogWarning("{Count} commands of {Order} failed and were perhaps not taken ({Type})", commands.Count, order, exception.GetType().Name);
        return Fail(commands, exception);
    }

    private Action Fail(List<WaitingCommand> commands, Exception exception)
    {
        var unavailable = new EngineUnavailableException(Failures.Sentence(exception), options.RetryAfter, exception);
        return () => commands.ForEach(command => command.Fail(unavailable));
    }

    private EngineUnavailableException Unavailable(string why) => new(why, options.RetryAfter);
}
