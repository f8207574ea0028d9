using System.Security.Cryptography;
using System.Text;

namespace OrderGrains;

/// <summary>
/// The hash by which operators find a customer's orders without anybody keeping the document in the clear: the first 16 bytes of HMAC-SHA256 of
/// the document, bare of punctuation, in hexadecimal digits.
/// </summary>
public static class CustomerHash
{
    private const int Bytes = 16;

    [ThreadStatic]
    private static IncrementalHash? t_hash; // Making one costs as much as hashing with it.

    [ThreadStatic]
    private static byte[]? t_key;

    /// <summary>The hash of an order after a turn; null without a document, or without a key.</summary>
    /// <param name="before">The record that the turn began with: where the content is still the same, so is the hash.</param>
    /// <param name="state">The state after the turn.</param>
    /// <param name="policy">Has the key.</param>
    internal static string? Of(OrderRecord before, OrderState state, OrderPolicy policy)
    {
        if (before.CustomerHash is { } known && ReferenceEquals(before.State.StoredContent, state.StoredContent))
        {
            return known;
        }

        return policy.CustomerHashKey is { } key && state.Content?.Customer.BuyersDocument() is { } document ? Of(key.Span, document) : null;
    }

    /// <summary>The hash of a document.</summary>
    /// <param name="key">The store's, 32 bytes.</param>
    /// <param name="document">As <see cref="Documents.Plain"/> spells it.</param>
    public static string Of(ReadOnlySpan<byte> key, string document)
    {
        if (t_hash is null || !key.SequenceEqual(t_key))
        {
            t_hash?.Dispose();
            t_key = key.ToArray();
            t_hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, t_key);
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        t_hash.AppendData(Encoding.UTF8.GetBytes(document));
        t_hash.GetHashAndReset(hash);
        return Convert.ToHexStringLower(hash[..Bytes]);
    }
}
