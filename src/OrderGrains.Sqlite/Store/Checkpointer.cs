using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace OrderGrains.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database file on a thread of its own, some megabytes at a time, so that no commit waits for it. The
/// writer itself copies only what is left when the log has reached <see cref="Database.LogPages"/>, and starts it over. SQLite syncs the
/// database file only then, on the writer's thread; each pass here syncs what it has copied, so that little is left for that sync too.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    /// <summary>Pages (of 4 KB) written since the last pass that make the next one worth while.</summary>
    public const int Pages = 4_000;

    private readonly SqliteConnection _connection;
    private readonly SafeFileHandle _file;
    private readonly ILogger _log;
    private readonly AutoResetEvent _wanted = new(false);
    private readonly Thread _thread;
    private volatile bool _ended;
    private long _last;

    /// <param name="path">The database.</param>
    /// <param name="file">The same, open for as long as any connection of this process to it.</param>
    /// <param name="log">A pass that failed; the next one does its work.</param>
    public Checkpointer(string path, SafeFileHandle file, ILogger log)
    {
        (_file, _log) = (file, log);
        _connection = Database.OpenForCheckpoints(path);
        _thread = new Thread(Run) { Name = "order checkpointer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Told after each commit, by the writer.</summary>
    /// <param name="pages">Pages that it has written in all.</param>
    public void Wrote(long pages)
    {
        if (pages - _last >= Pages)
        {
            _last = pages;
            _wanted.Set();
        }
    }

    /// <summary>Ends with the pass that is under way.</summary>
    public void Dispose()
    {
        _ended = true;
        _wanted.Set();
        _thread.Join();
        _connection.Dispose();
        _wanted.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _wanted.WaitOne();
            if (_ended)
            {
                return;
            }

            try
            {
                Sql.Run(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
                RandomAccess.FlushToDisk(_file);
            }
            catch (Exception exception) when (exception is SqliteException or IOException)
            {
                _log.LogWarning("The write-ahead log could not be copied this time: {Message}", exception.Message);
            }
        }
    }
}
