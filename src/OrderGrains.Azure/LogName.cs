using System.Globalization;
using System.Security.Cryptography;

namespace OrderGrains.Azure;

/// <summary>
/// Names one write's part of an order's log: the version that it makes, and the fingerprints of the records that it makes and that it was made from. By
/// them a reader tells which writes were kept, since a part is written before its record.
/// </summary>
internal readonly record struct LogName(int Version, string Makes, string From)
{
    /// <summary>The fingerprint of no record.</summary>
    public const string Nothing = "0";

    private const int Digits = 16;

    /// <summary>The part that a write would enter.</summary>
    public static LogName Of(OrderWrite write) =>
        new(write.After!.Version, Fingerprint(write.Bytes.Span), write.ClearsLog ? Nothing : (write.Tag as AzureTag)?.Fingerprint ?? Nothing);

    /// <summary>Tells records of an order apart.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> record) => Convert.ToHexStringLower(SHA256.HashData(record))[..Digits];

    /// <summary>Reads the last segment of a name.</summary>
    public static LogName Parse(string name) => name[(name.LastIndexOf('/') + 1)..].Split('.') is [var version, var makes, var from]
        ? new(int.Parse(version, CultureInfo.InvariantCulture), makes, from)
        : throw new FormatException("A part of a log is named by version and fingerprints.");

    /// <summary>Of some parts those that belong to writes that were kept, the oldest first.</summary>
    /// <remarks>
    /// The record says which part is its own, and that part says which one was before it. Where retention has taken one out of this chain, every part of
    /// the version before it is believed; a write that was cut off makes a version that another write makes later, so that these are rarely two.
    /// </remarks>
    public static IReadOnlyList<LogName> Kept(IEnumerable<LogName> parts, int version, string fingerprint)
    {
        var kept = new List<LogName>();
        var expected = (Version: version, Makes: fingerprint);
        foreach (var some in parts.Where(part => part.Version <= version).GroupBy(part => part.Version).OrderByDescending(some => some.Key))
        {
            var known = some.Key == expected.Version && expected.Makes != "";
            var right = known ? [.. some.Where(part => part.Makes == expected.Makes)] : some.ToList();
            kept.AddRange(right);
            if (right is [{ From: Nothing }])
            {
                break; // The first write of the order, or one before which the log was cleared.
            }

            expected = right is [var one] ? (some.Key - 1, one.From) : (0, "");
        }

        kept.Reverse();
        return kept;
    }

    /// <summary>The last segment of the name.</summary>
    public override string ToString() => $"{Version:D10}.{Makes}.{From}";
}
