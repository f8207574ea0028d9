using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrderGrains;

/// <summary>The envelope of a command.</summary>
/// <param name="Id">Derived from what was received; null where nothing can repeat (answers, the clock) or where content alone decides (carts).</param>
/// <param name="Payload">The raw body received, for the log; empty where none was.</param>
public sealed record Message(string? Id, ReadOnlyMemory<byte> Payload)
{
    /// <summary>A message of the hub itself.</summary>
    public static readonly Message Internal = new(null, default);

    [ThreadStatic]
    private static IncrementalHash? t_hash; // Making one takes a good part of the time that hashing with it does.

    /// <summary>A cart: repeats are told by content, and arrival order decides.</summary>
    public static Message Cart(ReadOnlyMemory<byte> payload) => new(null, payload);

    /// <summary>A webhook: a hash of tenant, hook and raw body, since senders give no event id.</summary>
    public static Message Webhook(string tenant, string hook, ReadOnlyMemory<byte> payload)
    {
        var hash = t_hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{tenant}\n{hook}\n"));
        hash.AppendData(payload.Span);
        Span<byte> found = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(found);
        return new(Shorten(found), payload);
    }

    /// <summary>
    /// A VTEX result: account, marketplace order id, flow, code and operation id, since one operation id serves two flows and
    /// may be null (developers.vtex.com, New Order Integration, scenario 2).
    /// </summary>
    public static Message VtexResult(string tenant, VtexResult result, ReadOnlyMemory<byte> payload) => new(
        Shorten(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n', tenant, "vtex-result", result.Account, result.MarketplaceOrderId, result.Flow, result.Code, result.OperationId)))),
        payload);

    /// <summary>The id of a request: derived from its order, the epoch that it opened and its operation.</summary>
    public static string RequestId(OrderId order, int epoch, Operation operation) =>
        Shorten(SHA256.HashData(Encoding.UTF8.GetBytes($"{order}\n{epoch}\n{operation}")));

    private static string Shorten(ReadOnlySpan<byte> hash) => Base64Url.EncodeToString(hash[..12]);
}
