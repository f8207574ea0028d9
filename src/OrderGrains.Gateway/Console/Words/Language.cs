using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OrderGrains.Gateway.Console.Words;

/// <summary>One of the console's two languages: its words, and how it writes numbers, amounts, spans and sizes. The process has no cultures, so that this is said here.</summary>
public sealed class Language
{
    /// <summary>English.</summary>
    public static readonly Language English = new("en", '.', ',');

    /// <summary>Brazilian Portuguese.</summary>
    public static readonly Language Portuguese = new("pt-BR", ',', '.');

    private static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly string[] PortugueseMonths = ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"];
    private static readonly string[] EnglishDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] PortugueseDays = ["dom", "seg", "ter", "qua", "qui", "sex", "sáb"];

    private readonly char _point;
    private readonly char _thousands;

    private Language(string tag, char point, char thousands) => (Tag, _point, _thousands) = (tag, point, thousands);

    /// <summary>As HTML and <c>Accept-Language</c> name it.</summary>
    public string Tag { get; }

    /// <summary>Whether it is Portuguese.</summary>
    public bool IsPortuguese => this == Portuguese;

    /// <summary>The text of this language.</summary>
    public string this[string english, string portuguese] => IsPortuguese ? portuguese : english;

    /// <summary>The language of a tag, <c>en</c> or <c>pt</c> with whatever follows; null for any other.</summary>
    public static Language? Of(string? tag) =>
        tag is null ? null
        : tag.StartsWith("pt", StringComparison.OrdinalIgnoreCase) ? Portuguese
        : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English
        : null;

    /// <summary>The first language that a browser asks for and that there is; English where there is none.</summary>
    public static Language Of(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(one => one, StringWithQualityHeaderValueComparer.QualityComparer)
        .Select(one => Of(one.Value.Value))
        .FirstOrDefault(language => language is not null) ?? English;

    /// <summary>A sentence of this language.</summary>
    public Sentence Say(Sentence english, Sentence portuguese) => IsPortuguese ? portuguese : english;

    /// <summary>A whole number with its thousands apart.</summary>
    public string Count(long number) => Written(number.ToString("#,0", CultureInfo.InvariantCulture));

    /// <summary>An amount with two decimals, such as <c>1,234.50</c>.</summary>
    public string Amount(decimal value) => Written(value.ToString("#,0.00", CultureInfo.InvariantCulture));

    /// <summary>An amount in reais, such as <c>R$ 30.03</c>. The space does not break.</summary>
    public string Reais(decimal value) => $"R$\u00A0{Amount(value)}";

    /// <summary>A quantity, with decimals only where it has some.</summary>
    public string Quantity(decimal value) => Written(value.ToString("#,0.###", CultureInfo.InvariantCulture));

    /// <summary>Bytes, such as <c>604 B</c> or <c>1.9 kB</c>.</summary>
    public string Size(long bytes) => bytes < 1000
        ? $"{bytes}\u00A0B"
        : $"{Written((bytes / 1000m).ToString("0.0", CultureInfo.InvariantCulture))}\u00A0kB";

    /// <summary>A span in its two largest units, such as <c>1 h 58 min</c>; below a second in milliseconds. One below zero is zero.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 0 } => "0\u00A0s",
        { TotalMilliseconds: < 999.5 } => $"{span.TotalMilliseconds:0}\u00A0ms",
        { TotalSeconds: < 10 } when span.Milliseconds >= 50 => $"{Written(span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture))}\u00A0s",
        { TotalMinutes: < 1 } => $"{span.Seconds}\u00A0s",
        { TotalHours: < 1 } => Two(span.Minutes, "min", span.Seconds, "s"),
        { TotalDays: < 1 } => Two(span.Hours, "h", span.Minutes, "min"),
        _ => Two((int)span.TotalDays, "d", span.Hours, "h"),
    };

    /// <summary>A day, such as <c>27 Nov</c>; with its year where that is another than today's.</summary>
    public string Day(DateTimeOffset at, DateTimeOffset now) =>
        $"{at.Day}\u00A0{(IsPortuguese ? PortugueseMonths : EnglishMonths)[at.Month - 1]}{(at.Year == now.Year ? "" : $"\u00A0{at.Year}")}";

    /// <summary>A day with its name, such as <c>Fri 27 Nov</c>.</summary>
    public string NamedDay(DateTimeOffset at) => $"{(IsPortuguese ? PortugueseDays : EnglishDays)[(int)at.DayOfWeek]} {Day(at, at)}";

    /// <summary>A number and its noun, such as <c>1 order</c> or <c>47 orders</c>.</summary>
    public string Many(long number, string one, string many) => $"{Count(number)}\u00A0{(number == 1 ? one : many)}";

    /// <inheritdoc/>
    public override string ToString() => Tag;

    private static string Two(int first, string unit, int second, string smaller) =>
        second == 0 ? $"{first}\u00A0{unit}" : $"{first}\u00A0{unit} {second}\u00A0{smaller}";

    private string Written(string invariant) => _point == '.' ? invariant : string.Create(invariant.Length, (invariant, this), static (to, from) =>
    {
        for (var index = 0; index < to.Length; index++)
        {
            to[index] = from.invariant[index] switch { '.' => from.Item2._point, ',' => from.Item2._thousands, var other => other };
        }
    });
}
