using System.Diagnostics;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace OrderGrains.Silo;

/// <summary>
/// The program's log: section <c>Serilog</c>. Where that names no place to write to, the console: lines for a person who watches, JSON for
/// what keeps them.
/// </summary>
internal static class Logging
{
    private const string Section = "Serilog";
    private const string Places = $"{Section}:WriteTo";
    private const string ForPeople = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>What this program can write to without a library more.</summary>
    private const string Own = "Console";

    /// <summary>What the section says of places to write to; the rest is about levels and about what each line carries.</summary>
    private static readonly string[] PlaceKeys = [Places, $"{Section}:Using"];

    /// <summary>
    /// Replaces the framework's own logging. Nothing that logs waits for who reads the log: lines wait in a bounded queue for the places that
    /// the configuration names, and what finds it full is dropped and counted (<see cref="LostLines"/>).
    /// </summary>
    /// <returns>Ends the log; without waiting longer than a second for its reader.</returns>
    public static IDisposable UseLog(this WebApplicationBuilder builder)
    {
        var lost = new LostLines();

        // Whoever listens to the framework's diagnostics gets a scope and an activity for each request, none of which this log would show.
        var levels = Levels(builder.Configuration).MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off);
        var log = Bounded(levels, Writer(builder.Configuration), lost);
        builder.Host.UseSerilog(log, dispose: false);
        builder.Services.AddSingleton(lost);
        builder.Services.AddHostedService<LostLinesWatch>();
        return new Closing(log);
    }

    /// <summary>What of the section the log could not follow, and would say nothing of.</summary>
    public static IEnumerable<SettingsProblem> Problems(IConfiguration configuration)
    {
        foreach (var place in configuration.GetSection(Places).GetChildren())
        {
            if ((place["Name"] ?? place.Value) != Own && !configuration.GetSection(PlaceKeys[1]).GetChildren().Any())
            {
                yield return new(place.Path, $"This program writes its log to {Own}. Another place needs its library beside the program, named in {PlaceKeys[1]}.");
            }
        }

        if (Unread(configuration))
        {
            yield return new(Section, "This cannot be read as Serilog.Settings.Configuration reads it; a level may be misspelt.");
        }
    }

    private static bool Unread(IConfiguration configuration)
    {
        try
        {
            Levels(configuration).CreateLogger().Dispose();
            return false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or InvalidCastException)
        {
            return true;
        }
    }

    /// <summary>
    /// What is logged. Whatever its levels, no line carries a request's address, since the secret of VTEX's calls is in their path.
    /// </summary>
    internal static LoggerConfiguration Levels(IConfiguration configuration) => new LoggerConfiguration()
        .ReadFrom.Configuration(Part(configuration, of: key => !IsPlace(key)))
        .Enrich.With<WithoutAddresses>()
        .Enrich.With<WithOrder>()
        .Filter.ByExcluding(IsTalkOfRequests)
        .Filter.ByExcluding(IsFalseAlarm);

    /// <summary>A log whose lines wait for a place to be written to, and for nothing else.</summary>
    internal static Logger Bounded(LoggerConfiguration levels, ILogEventSink place, LostLines lost) =>
        levels.WriteTo.Async(places => places.Sink(place), LostLines.Queue, blockWhenFull: false, lost).CreateLogger();

    /// <summary>Where it is written.</summary>
    private static Logger Writer(IConfiguration configuration)
    {
        var places = new LoggerConfiguration().MinimumLevel.Verbose().ReadFrom.Configuration(Part(configuration, IsPlace));
        if (!configuration.GetSection(Places).GetChildren().Any())
        {
            _ = Console.IsOutputRedirected
                ? places.WriteTo.Console(new JsonLines())
                : places.WriteTo.Console(outputTemplate: ForPeople);
        }

        return places.CreateLogger();
    }

    private static bool IsPlace(string key) => PlaceKeys.Any(place => key.StartsWith(place, StringComparison.OrdinalIgnoreCase));

    private static IConfiguration Part(IConfiguration configuration, Func<string, bool> of) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.GetSection(Section).AsEnumerable().Where(pair => pair.Value is not null && of(pair.Key)))
        .Build();

    /// <summary>Below a warning the framework tells of each request, in and out, with its whole address.</summary>
    private static bool IsTalkOfRequests(LogEvent line) =>
        line.Level < LogEventLevel.Warning
        && Source(line) is { } source
        && (source.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || source.StartsWith("System.Net.Http", StringComparison.Ordinal));

    /// <summary>The framework's watchdog takes the time since the machine was started for that of its first check. A silo that stalls has a line of its own.</summary>
    private static bool IsFalseAlarm(LogEvent line) =>
        Source(line) == "Orleans.Runtime.Watchdog" && line.MessageTemplate.Text.StartsWith("Participant check thread", StringComparison.Ordinal);

    private static string? Source(LogEvent line) =>
        (line.Properties.GetValueOrDefault(Constants.SourceContextPropertyName) as ScalarValue)?.Value as string;

    /// <summary>Takes from every line what the framework's scopes add of addresses.</summary>
    private sealed class WithoutAddresses : ILogEventEnricher
    {
        private static readonly string[] Addresses = ["RequestPath", "QueryString", "Uri", "Scope"];

        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            foreach (var name in Addresses)
            {
                logEvent.RemovePropertyIfPresent(name);
            }
        }
    }

    /// <summary>Says which order a line is about that does not say so itself, where a span around it does. The trace's id each line has by itself.</summary>
    private sealed class WithOrder : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            for (var span = Activity.Current; span is not null; span = span.Parent)
            {
                if (span.GetTagItem(HubTelemetry.OrderTag) is string order)
                {
                    logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("Order", order));
                    return;
                }
            }
        }
    }

    /// <summary>Has the lines that wait written, for a second at most: the queue's own end would wait for ever for a reader that has stopped reading.</summary>
    private sealed class Closing(Logger log) : IDisposable
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

        public void Dispose() => Task.Factory.StartNew(log.Dispose, default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Wait(Longest);
    }
}
