using System.Security.Cryptography;
using System.Text;

namespace OrderGrains.Gateway.Http;

/// <summary>
/// The live values of one key, kept as hashes. Every value is compared, each in constant time, so that neither the length of
/// a key nor the place of a match shows in the time taken. Without a value nothing matches.
/// </summary>
internal sealed class LiveKeys
{
    private readonly byte[][] _hashes;

    /// <summary>Made of the values; blank ones are left out.</summary>
    public LiveKeys(params IEnumerable<string> values) =>
        _hashes = [.. values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(Hash)];

    /// <summary>Keys that nobody has, to be compared where a tenant is unknown.</summary>
    public static LiveKeys Unknowable() => new(RandomNumberGenerator.GetHexString(64), RandomNumberGenerator.GetHexString(64));

    /// <summary>Whether a presented value is one of them.</summary>
    public bool Match(string? presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented ?? ""), hash);
        var found = false;
        foreach (var live in _hashes)
        {
            found |= CryptographicOperations.FixedTimeEquals(live, hash);
        }

        return found;
    }

    private static byte[] Hash(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));
}
