using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrderGrains.Azure;

/// <summary>Names of what stands beside the records, which the framework's provider names.</summary>
internal static class BlobNames
{
    /// <summary>The form of all that stands there.</summary>
    public const string Form = "hub/form";

    /// <summary>The key of customer hashes.</summary>
    public const string CustomerHashKey = "hub/customer-hash-key";

    /// <summary>Held by a copy as long as it works.</summary>
    public const string Copy = "hub/copy";

    /// <summary>A number for an order, 0 or more, by which rows of one time are told apart.</summary>
    public static long NumberOf(OrderId order)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(order.ToString()));
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }

    /// <summary>
    /// What the names of an order's log begin with. A hash stands before the order, since a storage spreads names by their order and a channel's ids may
    /// count up.
    /// </summary>
    public static string LogOf(OrderId order) => $"log/{NumberOf(order).ToString("x16")[^4..]}/{order}.log/";
}
