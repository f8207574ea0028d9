using System.Collections;
using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>The last lines of an order's story, the newest last. Each is read when it is looked at: a turn only adds to them.</summary>
public readonly struct Timeline : IReadOnlyList<TimelineLine>
{
    internal Timeline(ImmutableArray<Encoded<TimelineLine>> lines) => Lines = lines;

    /// <inheritdoc/>
    public int Count => Lines.Length;

    /// <summary>The lines as they are stored.</summary>
    internal ImmutableArray<Encoded<TimelineLine>> Lines { get => field.IsDefault ? [] : field; }

    /// <inheritdoc/>
    public TimelineLine this[int index] => Lines[index].Value;

    /// <inheritdoc/>
    public IEnumerator<TimelineLine> GetEnumerator() => Lines.Select(line => line.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A story of lines.</summary>
    public static Timeline Of(params ReadOnlySpan<TimelineLine> lines)
    {
        var story = ImmutableArray.CreateBuilder<Encoded<TimelineLine>>(lines.Length);
        foreach (var line in lines)
        {
            story.Add(Encoded.Of(line));
        }

        return new(story.DrainToImmutable());
    }

    /// <summary>The story with what came, shortened to <see cref="Limits.MaxTimeline"/> lines from its end.</summary>
    internal Timeline Add(ImmutableArray<TimelineLine> lines)
    {
        var all = Lines.AddRange(Of(lines.AsSpan()).Lines);
        return new(all.Length <= Limits.MaxTimeline ? all : all.RemoveRange(0, all.Length - Limits.MaxTimeline));
    }
}
