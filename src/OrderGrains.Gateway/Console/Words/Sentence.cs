using System.Runtime.CompilerServices;

namespace OrderGrains.Gateway.Console.Words;

/// <summary>
/// Words that a page shows, with the times, codes and stresses in them: <c>Sentence said = $"{Mark.Strong("Next:")} at {due}"</c>. Only the literal parts are the
/// program's; all are encoded where they are shown.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence
{
    private readonly List<Part> _parts = [];

    /// <summary>An empty one, to add to.</summary>
    public Sentence()
    {
    }

    /// <summary>Made by the compiler for an interpolated string.</summary>
    public Sentence(int literalLength, int formattedCount) => _parts.Capacity = Math.Max(1, (2 * formattedCount) + (literalLength > 0 ? 1 : 0));

    /// <summary>The parts, in their order.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>Whether it says nothing.</summary>
    public bool IsEmpty => _parts.All(part => part.Text is "" or null && part.At is null);

    /// <summary>A text as a sentence.</summary>
    public static Sentence Of(string? text) => $"{text}";

    /// <summary>Literal text.</summary>
    public void AppendLiteral(string text) => _parts.Add(new(PartKind.Text, text));

    /// <summary>Text that was not written here.</summary>
    public void AppendFormatted(string? text) => _parts.Add(new(PartKind.Text, text));

    /// <summary>A number.</summary>
    public void AppendFormatted(int number) => AppendFormatted(number.ToString());

    /// <summary>A time of the day, with the day where it is another.</summary>
    public void AppendFormatted(DateTimeOffset at) => _parts.Add(new(PartKind.Time, null, at));

    /// <summary>A part that is marked.</summary>
    public void AppendFormatted(Part part) => _parts.Add(part);

    /// <summary>A sentence within the sentence; null for none.</summary>
    public void AppendFormatted(Sentence? inner)
    {
        if (inner is not null)
        {
            _parts.AddRange(inner._parts);
        }
    }

    /// <summary>The text alone, with times in UTC, for titles and what is read aloud.</summary>
    public override string ToString() => string.Concat(_parts.Select(part => part.At is { } at ? $"{at.UtcDateTime:HH:mm:ss} UTC" : part.Text));
}

/// <summary>What a part of a sentence is.</summary>
public enum PartKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Stressed text.</summary>
    Strong,

    /// <summary>What can be pasted.</summary>
    Code,

    /// <summary>A time.</summary>
    Time,

    /// <summary>How long until a time, counted down where there is script.</summary>
    Until,

    /// <summary>A link.</summary>
    Link,

    /// <summary>Another system's words, in their own language.</summary>
    Quote,
}

/// <summary>A part of a sentence.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="At">Its time.</param>
/// <param name="To">Where a link leads: a path of the console.</param>
public readonly record struct Part(PartKind Kind, string? Text, DateTimeOffset? At = null, string? To = null);

/// <summary>Marks parts of sentences.</summary>
public static class Mark
{
    /// <summary>Stressed.</summary>
    public static Part Strong(string? text) => new(PartKind.Strong, text);

    /// <summary>What can be pasted.</summary>
    public static Part Code(string? text) => new(PartKind.Code, text);

    /// <summary>A link within the console.</summary>
    public static Part Link(string text, string to) => new(PartKind.Link, text, null, to);

    /// <summary>How long until a time.</summary>
    public static Part Until(DateTimeOffset at) => new(PartKind.Until, null, at);

    /// <summary>What another system said, in whatever language.</summary>
    public static Part Quote(string? text) => new(PartKind.Quote, text);
}
