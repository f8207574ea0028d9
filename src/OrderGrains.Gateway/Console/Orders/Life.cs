using System.Globalization;
using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>
/// The order's life as a picture: a lane for each system, the status as the band between them, time from left to right. x is in percent and y in pixels, so that one
/// picture stretches and its text does not. Time is cut where nothing happened.
/// </summary>
internal sealed class Life
{
    /// <summary>Most dots: an older life is folded at its beginning.</summary>
    public const int MostDots = 16;

    private const double Left = 4;
    private const double NowX = 86;
    private const double EndX = 96;
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(60);

    private readonly OrderFacts _facts;

    private Life(OrderFacts facts)
    {
        _facts = facts;
        IsOver = StatusTable.IsFinal(facts.State.Status) && facts.Open.Count == 0 && facts.State.Attention.IsEmpty;
        Soon = IsOver ? [] : LifeSoon.Of(facts);
        Dots = Place(Folded());
        Bands = LifeBands.Of(facts, Dots, IsOver ? EndX : NowX);
    }

    /// <summary>Whether nothing is to come.</summary>
    public bool IsOver { get; }

    /// <summary>What happened.</summary>
    public IReadOnlyList<Dot> Dots { get; }

    /// <summary>The statuses.</summary>
    public IReadOnlyList<Band> Bands { get; }

    /// <summary>What is to come: at most two.</summary>
    public IReadOnlyList<LifeSoon> Soon { get; }

    /// <summary>Whether it needs more room than a phone has.</summary>
    public bool IsLong => Dots.Count > 9;

    /// <summary>Lines that the picture leaves out at its beginning.</summary>
    public int Left0 { get; private set; }

    /// <summary>How long it went on.</summary>
    public TimeSpan Span => Dots.Count == 0 ? TimeSpan.Zero : (IsOver ? Dots[^1].At : _facts.Now) - _facts.Story[0].At;

    /// <summary>Where now is.</summary>
    public static double Now => NowX;

    /// <summary>Where a lane stands.</summary>
    public static int Y(Lane lane) => lane switch { Lane.Opabox => 22, Lane.OmniChat => 64, Lane.Hub => 110, Lane.Vtex => 156, _ => 198 };

    /// <summary>A number of the picture.</summary>
    public static string N(double x) => x.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The picture of an order.</summary>
    public static Life Of(OrderFacts facts) => new(facts);

    /// <summary>Where a lane's line changes its colour: from each dot to the next of its lane, and on to now.</summary>
    public IEnumerable<(Lane Lane, double From, double To, string? Colour)> Standings()
    {
        foreach (var lane in Dots.Where(dot => dot.Lane != Lane.Hub).GroupBy(dot => dot.Lane))
        {
            var dots = lane.ToArray();
            for (var index = 0; index < dots.Length; index++)
            {
                var last = index == dots.Length - 1;
                yield return (lane.Key, dots[index].X, last ? (IsOver ? EndX : NowX) : dots[index + 1].X, Colour(dots[index], last));
            }
        }
    }

    /// <summary>The marks of time below: a time where something began, and how long nothing happened before it.</summary>
    public IReadOnlyList<(double X, DateTimeOffset? At, string? Gap)> Axis()
    {
        List<(double X, DateTimeOffset? At, string? Gap)> marks = [];
        double free = double.MinValue;
        DateTimeOffset? before = null;
        foreach (var dot in Dots)
        {
            var gap = before is { } last ? dot.At - last : TimeSpan.Zero;
            if (dot.X - free >= 0 && (before is null || gap >= TimeSpan.FromSeconds(1)))
            {
                if (gap >= Cut && dot.X - free >= 7)
                {
                    marks.Add((dot.X - 5.5, null, _facts.L.Span(Rounded(gap))));
                }

                marks.Add((dot.X, dot.At, null));
                free = dot.X + 9;
            }

            before = dot.At;
        }

        if (IsOver && Dots is [.., { } end] && end.X - free >= 0)
        {
            marks.Add((end.X, end.At, null));
        }

        if (!IsOver && before is { } lastDot)
        {
            while (marks.Count > 1 && marks[^1].X > NowX - 8)
            {
                marks.RemoveAt(marks.Count - 1);
            }

            if (_facts.Now - lastDot >= Cut && NowX - marks[^1].X >= 15)
            {
                marks.Add((NowX - 6, null, _facts.L.Span(Rounded(_facts.Now - lastDot))));
            }
        }

        return marks;
    }

    /// <summary>Whether its times need seconds: all of it happened within minutes.</summary>
    public bool NeedsSeconds => Dots.Count > 1 && Dots[^1].At - Dots[0].At < TimeSpan.FromMinutes(Dots.Count);

    /// <summary>Where the band is cut, since nothing happened for long.</summary>
    public IEnumerable<double> Cuts()
    {
        for (var index = 1; index <= Dots.Count; index++)
        {
            var (from, to, x) = index < Dots.Count ? (Dots[index - 1].At, Dots[index].At, Dots[index].X) : (Dots[^1].At, IsOver ? Dots[^1].At : _facts.Now, NowX);
            if (to - from >= Cut)
            {
                yield return x - 2.2;
            }
        }
    }

    /// <summary>The picture in words, for who cannot see it.</summary>
    public string Told() => string.Join(
        " ",
        Dots.Select(dot => $"{dot.At.UtcDateTime:HH:mm:ss}: {HubWords.Operation(dot.Entry.Operation, _facts.L)}{(dot.Folded > 1 ? $" ×{dot.Folded}" : "")}.")
            .Concat(Soon.Select(soon => $"{_facts.L["Still to come", "A seguir"]}: {soon.Label}.")));

    private static TimeSpan Rounded(TimeSpan span) => span.TotalHours >= 1 ? TimeSpan.FromMinutes(Math.Round(span.TotalMinutes)) : TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));

    private string? Colour(Dot dot, bool last) => OrderStory.Now(dot.Entry, _facts) switch
    {
        { Sign: Sign.Person, Quiet: false } => "person",
        { Sign: Sign.Retry, Quiet: false } when dot.Entry.Status == LineStatus.Failed => last && !_facts.Open.Any(OrderFacts.IsRetrying) ? null : "retry",
        { Sign: Sign.Flow } when dot.Entry.Direction == Direction.Out => "flow",
        _ => null,
    };

    /// <summary>Failures of one call one after another are one dot; what is older than the last dots is left out.</summary>
    private List<(StoryEntry Entry, int Folded)> Folded()
    {
        List<(StoryEntry Entry, int Folded)> dots = [];
        foreach (var entry in _facts.Story.Where(entry => entry.Lane != Lane.Hub || LifeBands.StatusOf(_facts, entry) is not null))
        {
            var same = dots.FindLastIndex(dot => dot.Entry.Lane == entry.Lane);
            if (_facts.Story.Count > MostDots && same >= 0 && same == dots.Count - 1 && dots[same].Entry is { Status: LineStatus.Failed } before
                && entry.Status == LineStatus.Failed && before.OperationId == entry.OperationId)
            {
                dots[same] = (entry, dots[same].Folded + 1);
            }
            else
            {
                dots.Add((entry, 1));
            }
        }

        Left0 = Math.Max(0, dots.Count - MostDots);
        return dots[Left0..];
    }

    private List<Dot> Place(List<(StoryEntry Entry, int Folded)> dots)
    {
        var weights = dots.Select((dot, index) => index == 0 ? 0 : Weight(dot.Entry.At - dots[index - 1].Entry.At)).ToArray();
        var tail = IsOver || dots.Count == 0 ? 0 : Weight(_facts.Now - dots[^1].Entry.At) + 0.4;
        var whole = weights.Sum() + tail;
        var room = (IsOver ? EndX - 8 : NowX) - Left;
        var unit = whole <= 0 ? 0 : Math.Min(room / whole, 11);
        var (x, placed) = (Left, new List<Dot>());
        for (var index = 0; index < dots.Count; index++)
        {
            x += weights[index] * unit;
            placed.Add(new(dots[index].Entry, x, dots[index].Folded));
        }

        return placed;
    }

    /// <summary>How much room the time between two dots has: it grows slowly with the time.</summary>
    private static double Weight(TimeSpan gap) => 1 + Math.Min(1.6, 0.4 * Math.Log10(1 + Math.Max(0, gap.TotalSeconds)));
}

/// <summary>Something that happened, in the picture.</summary>
/// <param name="Entry">The line of the story.</param>
/// <param name="X">Where, in percent.</param>
/// <param name="Folded">How many lines it stands for.</param>
internal sealed record Dot(StoryEntry Entry, double X, int Folded)
{
    /// <summary>When.</summary>
    public DateTimeOffset At => Entry.At;

    /// <summary>Its lane.</summary>
    public Lane Lane => Entry.Lane;

    /// <summary>Whether we sent it.</summary>
    public bool IsOut => Entry.Direction == Direction.Out;
}
