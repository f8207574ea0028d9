using System.Net.Sockets;
using Npgsql;

namespace OrderGrains.Postgres;

/// <summary>
/// The connections of a process, and what failures mean. Where none can be opened nothing was sent; a question that fails has kept nothing either. After
/// any other failure nobody knows what the database kept, so that it is let through as it is.
/// </summary>
internal sealed class PostgresDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>After this nobody waits for a statement any more: within what a call between processes may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>What a sender is asked to wait where the database takes or gives nothing.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(ConnectionStrings.Complete(connectionString));

    /// <summary>A connection, to be disposed.</summary>
    /// <exception cref="EngineUnavailableException">None can be had now.</exception>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or ObjectDisposedException)
        {
            throw new EngineUnavailableException(Sentence(exception), RetryAfter, exception);
        }
    }

    /// <summary>The rows that answer a question.</summary>
    /// <exception cref="EngineUnavailableException">The database gives no answer now.</exception>
    public async Task<List<T>> AskAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        try
        {
            return await RowsAsync(sql, read, cancellationToken, values).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            throw new EngineUnavailableException("The database gave no answer.", RetryAfter, exception);
        }
    }

    /// <summary>Writes; the rows that the statement gives back.</summary>
    /// <exception cref="EngineUnavailableException">The statement was not sent.</exception>
    /// <exception cref="NpgsqlException">Nobody knows whether it was done.</exception>
    /// <exception cref="TimeoutException">The same.</exception>
    public Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values) =>
        ReadAsync(sql, read, values, cancellationToken).WaitAsync(Longest, TimeProvider.System, CancellationToken.None);

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.Statement(sql, values);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            all.Add(read(rows));
        }

        return all;
    }

    /// <summary>Writes; how many rows it changed.</summary>
    /// <exception cref="EngineUnavailableException">The statement was not sent.</exception>
    /// <exception cref="NpgsqlException">Nobody knows whether it was done.</exception>
    /// <exception cref="TimeoutException">The same.</exception>
    public Task<int> RunAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        ChangeAsync(sql, values, cancellationToken).WaitAsync(Longest, TimeProvider.System, CancellationToken.None);

    private async Task<int> ChangeAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.Statement(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why no connection is to be had, for an operator; a database's own words may quote names.</summary>
    private static string Sentence(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "The database refuses the user or the password.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "The server has no database of that name.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "The database has too many connections.",
        _ => $"The database cannot be reached: {Reason(exception)}.",
    };

    /// <summary>In words without an address, since this is also told where others than operators read.</summary>
    private static string Reason(Exception exception) => exception.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nothing listens at the host and port of its connection string",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "the host of its connection string is not known here",
        TimeoutException => "its host does not answer",
        SocketException { SocketErrorCode: var code } => $"{code}",
        _ => "it does not answer",
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
