using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace OrderGrains.Silo;

/// <summary>The program's log: section <c>Serilog</c>; JSON on the console where that names no place to write to.</summary>
internal static class Logging
{
    /// <summary>Replaces the framework's own logging.</summary>
    public static void AddLog(this WebApplicationBuilder builder)
    {
        var log = Configuration(builder.Configuration);
        if (!builder.Configuration.GetSection("Serilog:WriteTo").GetChildren().Any())
        {
            log.WriteTo.Console(new JsonFormatter(renderMessage: true));
        }

        builder.Logging.ClearProviders().AddSerilog(log.CreateLogger(), dispose: true);

        // Whoever listens to it gets a scope and an activity for each request, none of which this log would show.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }

    /// <summary>
    /// The log of a configuration. Whatever its levels, no line carries a request's address, since the secret of VTEX's calls is in
    /// their path.
    /// </summary>
    internal static LoggerConfiguration Configuration(IConfiguration configuration) => new LoggerConfiguration()
        .ReadFrom.Configuration(configuration)
        .Enrich.With<WithoutAddresses>()
        .Filter.ByExcluding(IsTalkOfRequests)
        .Filter.ByExcluding(IsFalseAlarm);

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
}
