using System.Diagnostics.Metrics;
using Serilog.Sinks.Async;

namespace OrderGrains.Silo;

/// <summary>Counts the lines of the log that were dropped since nobody took them: the queue to its writer was full.</summary>
internal sealed class LostLines : IAsyncLogEventSinkMonitor
{
    /// <summary>Lines that wait for the writer.</summary>
    public const int Queue = 10_000;

    private IAsyncLogEventSinkInspector? _queue;
    private long _told;

    /// <summary>Since the start.</summary>
    public long Count => _queue?.DroppedMessagesCount ?? 0;

    /// <summary>What was lost since the last time that it was told; zero where nothing was, or where a line that told it would be lost too.</summary>
    public long News()
    {
        if (_queue is not { } queue || queue.Count > queue.BufferSize / 2)
        {
            return 0;
        }

        var news = Count - _told;
        _told += news;
        return news;
    }

    /// <inheritdoc/>
    public void StartMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = inspector;

    /// <inheritdoc/>
    public void StopMonitoring(IAsyncLogEventSinkInspector inspector)
    {
    }
}

/// <summary>Tells of lost lines once the log is read again, and as a metric at any time.</summary>
internal sealed class LostLinesWatch(LostLines lost, TimeProvider time, IMeterFactory meters, ILogger<LostLinesWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meters.Create(HubTelemetry.Name).CreateObservableCounter("ordergrains.log.lost", () => lost.Count, "{line}", "Lines of the log that were dropped since nobody read it");
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (lost.News() is > 0 and var lines)
                {
                    log.LogWarning("{Lines} lines of this log were lost: whoever reads it had stopped reading", lines);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops; or never started, which the framework would take for a fault of this one.
        }
    }
}
