using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;
using Serilog.Parsing;

namespace OrderGrains.Silo;

/// <summary>
/// A line of the log as one JSON object, for what keeps them. Its message reads as it does on a terminal: Serilog's own form puts each text that a message
/// names in quotation marks, which JSON then escapes.
/// </summary>
internal sealed class JsonLines : ITextFormatter
{
    private static readonly MessageTemplateTextFormatter Words = new("{Message:lj}");
    private static readonly RenderedCompactJsonFormatter Json = new();

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var words = new StringWriter();
        Words.Format(logEvent, words);
        var said = new MessageTemplate(logEvent.MessageTemplate.Text, [new TextToken(words.ToString())]); // The text is what @i is made of.
        Json.Format(
            new(
                logEvent.Timestamp, logEvent.Level, logEvent.Exception, said, logEvent.Properties.Select(named => new LogEventProperty(named.Key, named.Value)),
                logEvent.TraceId ?? default, logEvent.SpanId ?? default),
            output);
    }
}
