using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>
/// What tells that bytes are still those that were written: CRC-32C over each record and each row of the log, in a column beside it. SQLite itself has none, and
/// its checks look at the shape of pages, not at what stands in them.
/// </summary>
internal static class Checksum
{
    /// <summary>The name under which statements know it, once <see cref="Teach"/> has run.</summary>
    public const string Function = "checksum";

    /// <summary>The checksum of bytes as they are stored.</summary>
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var one in bytes)
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return ~sum;
    }

    /// <summary>Has a connection's statements know it.</summary>
    public static void Teach(SqliteConnection connection) => connection.CreateFunction(Function, (byte[]? bytes) => bytes is null ? (long?)null : Of(bytes), isDeterministic: true);
}
