using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderGrains.TestSupport;

/// <summary>Keeps every line that anything logs, the values and the exceptions too.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILoggerFactory
{
    public ConcurrentQueue<(LogLevel Level, string Category, string Text)> Lines { get; } = new();

    public string All => string.Join('\n', Lines.Select(line => $"{line.Level} {line.Category} {line.Text}"));

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Logger(string category, CapturedLog captured) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            captured.Lines.Enqueue((logLevel, category, $"{formatter(state, exception)} {exception}"));
    }
}
