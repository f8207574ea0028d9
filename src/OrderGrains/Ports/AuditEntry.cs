using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>An act of an operator. No personal data: a document is masked, and what an operator typed that names nothing of ours is masked too.</summary>
/// <param name="Key">Sorts by time: <see cref="KeyOf"/>.</param>
/// <param name="Operator">Name of the operator, up to 400 characters, as are the other texts.</param>
/// <param name="Role">Role of the operator.</param>
/// <param name="Act">What was asked, a word: <c>retry</c>, <c>pause</c>.</param>
/// <param name="Target">Of what: an order's id, <c>tenant/target</c>, a masked document; may be empty.</param>
/// <param name="Detail">More of it: the request, the order it is linked with, how many; null for nothing.</param>
/// <param name="Outcome"><see cref="Begun"/>, or what became of it.</param>
/// <param name="Status">HTTP status of the answer; null while it is begun.</param>
public sealed record AuditEntry(
    string Key, string Operator, string Role, string Act, string Target, string? Detail, string Outcome, int? Status)
{
    /// <summary>Kept before the act: where it stays, nobody knows whether the act was done.</summary>
    public const string Begun = "begun";

    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>It was refused, and nothing changed.</summary>
    public const string Refused = "refused";

    /// <summary>It failed; where it is not known whether something changed, the order's own story says it.</summary>
    public const string Failed = "failed";

    private const int TicksDigits = 19;
    private const int OtherDigits = 8;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>When it was asked.</summary>
    [JsonIgnore]
    public DateTimeOffset At => TimeOf(Key);

    /// <summary>The key of an act: the UTC ticks of its time, and digits that tell it from others of that time.</summary>
    /// <param name="at">When it is asked.</param>
    /// <param name="other">Any number, such as a random one.</param>
    public static string KeyOf(DateTimeOffset at, uint other) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}.{other:x8}");

    /// <summary>Sorts before every key of a time and after, and after every key of before.</summary>
    public static string StartOf(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}");

    /// <summary>The time of a key.</summary>
    /// <exception cref="FormatException">It is no key.</exception>
    public static DateTimeOffset TimeOf(string key) =>
        key.Length == TicksDigits + 1 + OtherDigits && key[TicksDigits] == '.' && key.AsSpan(TicksDigits + 1).IndexOfAnyExcept(Hexadecimal) < 0
            && long.TryParse(key.AsSpan(0, TicksDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new(ticks, TimeSpan.Zero)
            : throw new FormatException("The cursor is none that this list has given.");

    /// <summary>As a store keeps it: JSON, up to some 13,000 characters.</summary>
    public string Kept() => JsonSerializer.Serialize(this, AuditJson.Default.AuditEntry);

    /// <summary>Reads what a store has kept.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static AuditEntry Parse(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize(kept, AuditJson.Default.AuditEntry) ?? throw new FormatException("An act of the audit is damaged.");
        }
        catch (JsonException exception)
        {
            throw new FormatException("An act of the audit is damaged.", exception);
        }
    }
}

/// <summary>JSON of <see cref="AuditEntry"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext;
