using System.Globalization;

namespace OrderGrains;

/// <summary>Days and times that people write: the year first, or as in Brazil the day first, and never the month first.</summary>
public static class Times
{
    private static readonly string[] Days = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];
    private static readonly string[] Hours = ["", " H:m", " H:m:s", "'T'H:m", "'T'H:m:s"];
    private static readonly string[] DayFirst = [.. from day in Days from hour in Hours select day + hour];

    /// <summary>Brasília's offset; Brazil has had no daylight saving since 2019.</summary>
    public static readonly TimeSpan Brasilia = TimeSpan.FromHours(-3);

    /// <summary>A birthday's day, spelled <c>1985-10-09</c>; null where the text is none.</summary>
    public static string? SpelledDay(string? text) => Read(text) is { Year: > 1850 } time
        ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;

    /// <summary>A time: ISO 8601 in UTC where it says no offset, or the day first in Brasília's; null where the text is none.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        text = text?.Trim() ?? "";
        return text.Length > 7 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && text[4] == '-'
            ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null
            : DateTime.TryParseExact(text, DayFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1 and < 9999
                ? new(local, Brasilia)
                : null;
    }
}
