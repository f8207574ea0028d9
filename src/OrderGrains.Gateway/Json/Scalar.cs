using System.Globalization;
using System.Text.Json;

namespace OrderGrains.Gateway.Json;

/// <summary>Single JSON values, read as the senders write them: numbers and flags also come as text.</summary>
internal static class Scalar
{
    /// <summary>Largest amount in reais.</summary>
    public const decimal MaxAmount = 10_000_000m;

    private const decimal FirstMillisecond = 100_000_000_000m;
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a value is absent, or text without a word in it.</summary>
    public static bool IsNothing(JsonValue value) => value.Kind switch
    {
        JsonValueKind.Undefined => true,
        JsonValueKind.String => value.Bytes is not [> (byte)' ' and < 0x7F and not (byte)'\\', ..] && string.IsNullOrWhiteSpace(value.Decoded),
        _ => false,
    };

    /// <summary>Text, trimmed; a number or a flag as it is written; null where blank, absent, a list or an object.</summary>
    public static string? Text(JsonValue value)
    {
        var text = value.Kind switch
        {
            JsonValueKind.String => value.Decoded.Trim(),
            JsonValueKind.Number => value.ToString(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "",
        };
        return text.Length == 0 ? null : text;
    }

    /// <summary>A number, or text that is one; a lone comma in text is read as the decimal sign, as Brazilians write it.</summary>
    public static bool TryNumber(JsonValue value, out decimal number)
    {
        number = 0;
        return value.Kind switch
        {
            JsonValueKind.Number => value.TryNumber(out number),
            JsonValueKind.String => TryNumber(value.Decoded.Trim(), out number),
            _ => false,
        };
    }

    /// <summary>A flag; null where the value is none.</summary>
    public static bool? Flag(JsonValue value) => Text(value) switch
    {
        { } text when text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1" => true,
        { } text when text.Equals("false", StringComparison.OrdinalIgnoreCase) || text == "0" => false,
        _ => null,
    };

    /// <summary>A time between the years 2000 and 2100, by an epoch or as <see cref="Times"/> reads it; null where the value is none.</summary>
    public static DateTimeOffset? Time(JsonValue value)
    {
        if (TryNumber(value, out var epoch))
        {
            var milliseconds = epoch >= FirstMillisecond ? epoch : epoch * 1000;
            return milliseconds >= Earliest.ToUnixTimeMilliseconds() && milliseconds < Latest.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
                : null;
        }

        return value.Kind == JsonValueKind.String && Times.Read(value.Decoded) is { } time && time >= Earliest && time < Latest
            ? time.ToUniversalTime()
            : null;
    }

    private static bool TryNumber(string text, out decimal number)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var lone = text.Count(c => c == ',') == 1 && !text.Contains('.', StringComparison.Ordinal);
        return decimal.TryParse(lone ? text.Replace(',', '.') : text, Plain, CultureInfo.InvariantCulture, out number);
    }
}
