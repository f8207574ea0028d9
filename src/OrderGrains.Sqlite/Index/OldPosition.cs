using System.Globalization;

namespace OrderGrains.Sqlite;

/// <summary>Where a page of old orders ended: a row of the log, by its time and its number.</summary>
internal readonly record struct OldPosition(long At, long Row)
{
    /// <exception cref="FormatException">The text is no position.</exception>
    public static OldPosition Parse(string? text) => text?.Split('.') switch
    {
        null => new(long.MinValue, long.MinValue),
        [var at, var row] => new(long.Parse(at, CultureInfo.InvariantCulture), long.Parse(row, CultureInfo.InvariantCulture)),
        _ => throw new FormatException("The position is none that this store has given."),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}.{Row}");
}
