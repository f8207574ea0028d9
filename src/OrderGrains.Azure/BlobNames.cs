using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrderGrains.Cluster;

/// <summary>
/// Names of an order's blobs. A record stands where the framework's provider of blobs puts the state of its grain. In a log's name a hash
/// stands before the order, since a storage spreads names by their order and a channel's ids may count up; the kind stands before it,
/// so that a rule of the storage can remove old logs.
/// </summary>
internal static class BlobNames
{
    /// <summary>What records' names begin with.</summary>
    public const string Records = $"{OrderGrain.StateName}-{OrderGrain.TypeName}/";

    /// <summary>Versions that share one log: each append is a block, and a blob takes 50,000 of them.</summary>
    private const int VersionsALog = 10_000;

    /// <summary>A number for an order, 0 or more, by which rows of one time are told apart.</summary>
    public static long NumberOf(OrderId order)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(order.ToString()));
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }

    /// <summary>Of an order's record.</summary>
    public static string Record(OrderId order) => $"{Records}{order}.json";

    /// <summary>Of an order's log for the write that makes a version.</summary>
    public static string Log(OrderId order, int version) => $"log/{Spread(order)}/{order}.{version / VersionsALog}.jsonl";

    private static string Spread(OrderId order) => NumberOf(order).ToString("x16")[^4..];
}
