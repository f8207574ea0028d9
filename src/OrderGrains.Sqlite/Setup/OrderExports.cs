using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Reads one order of a data directory for its export; a hub may be running there.</summary>
public static class OrderExports
{
    /// <summary>The order as <see cref="OrderExport"/> writes it; null where there is none.</summary>
    /// <param name="dataDirectory">The hub's folder.</param>
    /// <param name="order">The order.</param>
    /// <param name="keys">The keys that it may be encrypted under.</param>
    /// <exception cref="InvalidOperationException">The database cannot be read.</exception>
    /// <exception cref="KeyMissingException">A key is missing.</exception>
    public static string? Read(string dataDirectory, OrderId order, KeyRing keys)
    {
        var path = Database.PathIn(dataDirectory);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"There is no database in {dataDirectory}.");
        }

        try
        {
            using var connection = new ReadConnection(Database.OpenForReading(path));
            return StoredOrder.Find(connection, order) is { } stored
                ? OrderExport.Of(Seal.Open(keys, order, stored.Record), Seal.Open(keys, order, stored.Log(connection)))
                : null;
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException(Trouble.Of(exception, path), exception);
        }
        catch (RecordTooNewException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new InvalidOperationException($"What is stored of {order} is damaged.", exception);
        }
    }
}
