using System.Security.Cryptography;
using System.Text;

namespace OrderGrains.Gateway.Http;

/// <summary>
/// The live values of one key, kept as hashes. Every value is compared, each in constant time, so that neither the length of
/// a key nor the place of a match shows in the time taken. Without a value nothing matches. Where the settings get other values, those count from then on.
/// </summary>
internal sealed class LiveKeys
{
    private readonly Func<object> _source;
    private Hashed _hashed;

    /// <summary>Values, of which blank ones are left out.</summary>
    /// <param name="values">As the settings have them now; another list where they have changed.</param>
    public LiveKeys(Func<IReadOnlyList<string>> values)
    {
        _source = values;
        _hashed = Hash(values());
    }

    /// <summary>One value.</summary>
    /// <param name="value">As the settings have it now.</param>
    public LiveKeys(Func<string> value)
    {
        _source = value;
        _hashed = Hash(value());
    }

    /// <summary>Keys that nobody has, to be compared where a tenant is unknown.</summary>
    public static LiveKeys Unknowable()
    {
        IReadOnlyList<string> values = [RandomNumberGenerator.GetHexString(64), RandomNumberGenerator.GetHexString(64)];
        return new(() => values);
    }

    /// <summary>Whether a presented value is one of them.</summary>
    public bool Match(string? presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented ?? ""), hash);
        var found = false;
        foreach (var live in Now().Hashes)
        {
            found |= CryptographicOperations.FixedTimeEquals(live, hash);
        }

        return found;
    }

    private Hashed Now()
    {
        var (source, hashed) = (_source(), Volatile.Read(ref _hashed));
        if (!ReferenceEquals(hashed.Source, source))
        {
            Volatile.Write(ref _hashed, hashed = Hash(source));
        }

        return hashed;
    }

    private static Hashed Hash(object source) => new(
        source,
        [
            .. (source is string one ? [one] : (IReadOnlyList<string>)source)
                .Where(static value => !string.IsNullOrWhiteSpace(value)).Select(static value => SHA256.HashData(Encoding.UTF8.GetBytes(value))),
        ]);

    private sealed record Hashed(object Source, byte[][] Hashes);
}
