using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>
/// A database of version 1 becomes one of this version: orders get the column of the numbers that staff see, filled from the records, and records and rows of the log get
/// their checksums. All or nothing; it reads everything once.
/// </summary>
internal static class FromVersion1
{
    public static void Run(SqliteConnection connection)
    {
        Checksum.Teach(connection);
        connection.CreateFunction("number_of", (byte[] record) => NumberOf(record), isDeterministic: true);
        Sql.Run(connection, $"""
            BEGIN IMMEDIATE;
            ALTER TABLE orders ADD COLUMN number TEXT;
            ALTER TABLE orders ADD COLUMN sum INTEGER;
            ALTER TABLE log ADD COLUMN sum INTEGER;
            UPDATE orders SET number = number_of(record), sum = {Checksum.Function}(record);
            UPDATE log SET sum = {Checksum.Function}(entries);
            {Schema.NumberIndex}
            PRAGMA user_version = {Schema.Version};
            COMMIT;
            """);
    }

    /// <summary>Null also for a record that cannot be read: that shows where the order is asked for.</summary>
    private static string? NumberOf(byte[] stored)
    {
        try
        {
            return RecordHead.NumberOf(RecordCodec.Read(Packed.Unpack(stored, Checksum.Of(stored))));
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or RecordTooNewException)
        {
            return null;
        }
    }
}
