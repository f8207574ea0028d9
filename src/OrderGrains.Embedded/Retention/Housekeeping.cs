using System.Globalization;
using Microsoft.Extensions.Logging;
using OrderGrains.Embedded.Mailboxes;
using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded.Retention;

/// <summary>
/// Removes what is older than the settings keep it, once an hour, in steps so small that no webhook waits for one: a few hundred rows of the
/// log, or one order, a transaction. An order goes through its mailbox, so that it never goes while it is at work.
/// </summary>
internal sealed class Housekeeping(
    RetentionOptions options, SqliteStore store, MailboxSet mailboxes, EngineClock clock, ILogger log) : IDisposable
{
    /// <summary>Rows of the log looked at in one transaction.</summary>
    public const int Rows = 500;

    /// <summary>Rows looked at for orders in one read.</summary>
    public const int Page = 100;

    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private readonly Position _drafts = new();
    private readonly Position _orders = new();
    private long _trimmed = long.MinValue;

    /// <summary>Starts, where there is anything to remove ever.</summary>
    public void Start()
    {
        if (options is { Every: { } every } and not { Orders: null, Drafts: null, Log: null })
        {
            _loop = Task.Run(() => RunAsync(every));
        }
    }

    /// <summary>Ends with the step that is under way.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Removes all that is old by now; how many orders and rows of the log.</summary>
    public async Task<(int Orders, int Rows)> SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var orders = await PassAsync(_drafts, options.Drafts, now, cancellationToken).ConfigureAwait(false)
            + await PassAsync(_orders, options.Orders, now, cancellationToken).ConfigureAwait(false);
        return (orders, await TrimAsync(now, cancellationToken).ConfigureAwait(false));
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(TimeSpan every)
    {
        var wait = FirstAfter;
        while (true)
        {
            await Task.Delay(wait, clock.Time, _stop.Token).ConfigureAwait(false);
            wait = every;
            try
            {
                var (orders, rows) = await SweepAsync(_stop.Token).ConfigureAwait(false);
                if (orders + rows > 0)
                {
                    log.LogInformation("Removed what is older than the settings keep it: {Orders} orders, {Rows} rows of the log", orders, rows);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning(exception, "What is old could not be removed this time");
            }
        }
    }

    /// <summary>Goes through what reached an age since the last pass; what is not over then goes only after a change, which puts it at the log's end.</summary>
    private async Task<int> PassAsync(Position position, TimeSpan? age, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = 0;
        for (var more = age is not null; more;)
        {
            var page = await store.OldOrdersAsync(position.Row, Sql.Ticks(now - age!.Value), Page, cancellationToken).ConfigureAwait(false);
            foreach (var (row, order) in page)
            {
                removed += order is not null && await RemoveAsync(order, now, cancellationToken).ConfigureAwait(false) ? 1 : 0;
                position.Row = row;
            }

            more = page.Count == Page;
            await Task.Delay(Rest, clock.Time, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private async Task<int> TrimAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = 0;
        while (options.Log is { } age)
        {
            var trim = new LogTrim(_trimmed, Sql.Ticks(now - age), Rows);
            await store.WriteAsync(trim).ConfigureAwait(false);
            (_trimmed, rows) = (trim.Seen.Last, rows + trim.Seen.Rows);
            if (trim.Seen.Rows < Rows)
            {
                break;
            }

            await Task.Delay(Rest, clock.Time, cancellationToken).ConfigureAwait(false);
        }

        return rows;
    }

    private async Task<bool> RemoveAsync(OrderId order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var record = await mailboxes.ReadAsync(order, cancellationToken).ConfigureAwait(false);
        if (record is null || !options.IsOver(record, now))
        {
            return false;
        }

        await ExportAsync(order, now, cancellationToken).ConfigureAwait(false);
        var removal = new RemoveOrder(current => options.IsOver(current, now) && current.Version == record.Version);
        var receipt = await mailboxes.PostAsync(order, removal, Message.Internal, bounded: false, cancellationToken).ConfigureAwait(false);
        return receipt.Outcome == Outcome.Accepted;
    }

    /// <summary>One file a day, a line an order, on the disk before the order goes.</summary>
    private async Task ExportAsync(OrderId order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.ExportDirectory is not { } folder)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"orders-{now:yyyy-MM-dd}.jsonl"));
        var create = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var line = await store.ExportAsync(order, cancellationToken).ConfigureAwait(false);
        var file = new FileStream(path, create);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"), cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>The row of the log up to which all was looked at.</summary>
    private sealed class Position
    {
        public long Row { get; set; } = long.MinValue;
    }
}
