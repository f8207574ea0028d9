using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;
using Serilog.Core;
using Serilog.Events;

namespace OrderGrains.Tests.Hosting;

public sealed class BoundedLogTests : IDisposable
{
    private const int TooMany = 50;

    private readonly StalledPlace _place = new();
    private readonly LostLines _lost = new();
    private readonly Logger _log;

    public BoundedLogTests()
    {
        _log = Logging.Bounded(Logging.Levels(new ConfigurationBuilder().Build()), _place, _lost);
        _log.Information("The line at which it stalls");
        _place.Stalled.Wait();
    }

    public void Dispose()
    {
        _place.Go.Set();
        _log.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void Who_logs_waits_for_no_reader_and_what_finds_no_room_is_counted()
    {
        for (var line = 0; line < LostLines.Queue + TooMany; line++)
        {
            _log.Information("Line {Number}", line);
        }

        Assert.Equal(TooMany, _lost.Count);
        Assert.Equal(0, _lost.News()); // The line that tells it would be lost too.

        _place.Go.Set();
        _log.Dispose();
        Assert.Equal(LostLines.Queue + 1, _place.Written);
        Assert.Equal((TooMany, 0), (_lost.News(), _lost.News()));
    }

    private sealed class StalledPlace : ILogEventSink, IDisposable
    {
        public ManualResetEventSlim Stalled { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public int Written { get; private set; }

        public void Emit(LogEvent logEvent)
        {
            Stalled.Set();
            Go.Wait();
            Written++;
        }

        public void Dispose()
        {
            Stalled.Dispose();
            Go.Dispose();
        }
    }
}
