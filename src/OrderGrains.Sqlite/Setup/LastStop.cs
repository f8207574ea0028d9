using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Sqlite;

/// <summary>
/// Whether the last run ended as it should: it leaves a mark while it runs and takes it away when it stops. Where the mark is found, the
/// database is read through before it is trusted, since what ended the process may have been the disk's fault; else for a second, so that a start stays short.
/// </summary>
internal static class LastStop
{
    /// <summary>How long a database is looked through that was closed as it should be.</summary>
    private static readonly TimeSpan AfterCleanStop = TimeSpan.FromSeconds(1);

    private const string Mark = "INSERT OR REPLACE INTO meta (name, value) VALUES ('serving', x'')";

    /// <summary>Checks where that is called for, and leaves the mark.</summary>
    /// <exception cref="InvalidOperationException">The database is damaged.</exception>
    public static void Check(SqliteConnection connection, string path, ILogger log)
    {
        if (Sql.Scalar(connection, "SELECT 1 FROM meta WHERE name = 'serving'") is not null)
        {
            log.LogWarning(
                "The last run did not stop as it should: reading through the database of {Megabytes} MB", new FileInfo(path).Length >> 20);
            Soundness.Demand(connection, path);
            log.LogInformation("The database is sound");
        }
        else if (!Soundness.DemandWithin(AfterCleanStop, connection, path))
        {
            log.LogInformation(
                "The database of {Megabytes} MB was looked through for {Seconds} s and not to its end; every silo backup reads all of it",
                new FileInfo(path).Length >> 20, AfterCleanStop.TotalSeconds);
        }

        Sql.Run(connection, Mark);
    }

    /// <summary>Takes the mark away: what is written from here on is nobody's turn.</summary>
    public static void Clean(SqliteConnection connection) => Sql.Run(connection, "DELETE FROM meta WHERE name = 'serving'");
}
