using System.Globalization;

namespace OrderGrains.Engine;

/// <summary>A person who is to be forgotten, by the keyed hash of their document.</summary>
/// <param name="CustomerHash">As <see cref="OrderGrains.CustomerHash"/> makes it with the store's key.</param>
/// <param name="At">When that was asked: orders that were heard of later are not meant.</param>
/// <param name="By">The operator.</param>
public sealed record ErasedCustomer(string CustomerHash, DateTimeOffset At, string By)
{
    /// <summary>Time and operator as a store keeps them beside the hash.</summary>
    public string Kept() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks} {By}");

    /// <summary>Reads what a store has kept.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static ErasedCustomer Parse(string hash, string kept) => kept.Split(' ', 2) is [var ticks, var by]
        ? new(hash, new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), by)
        : throw new FormatException("Who is to be forgotten is damaged.");
}
