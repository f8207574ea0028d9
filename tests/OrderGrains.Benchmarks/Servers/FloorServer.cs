using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Benchmarks.Servers;

/// <summary>
/// The floor of a durable webhook on one machine: parses the body and commits it to SQLite, appending, with <c>synchronous=FULL</c>, all
/// that waits in one transaction; answers after the commit. No order, no rules, no record.
/// </summary>
internal static class FloorServer
{
    /// <summary>Serves until it is killed.</summary>
    /// <param name="folder">Where the database goes.</param>
    public static async Task RunAsync(string folder)
    {
        var writes = System.Threading.Channels.Channel.CreateBounded<(byte[] Body, TaskCompletionSource Done)>(4096);
        new Thread(() => Write(Path.Combine(folder, "floor.db"), writes.Reader)) { IsBackground = true }.Start();
        await using var app = Listening.Build();
        app.MapPost("/floor", async (HttpRequest request) =>
        {
            var body = new byte[(int)request.ContentLength!];
            await request.Body.ReadExactlyAsync(body);
            using var document = JsonDocument.Parse(body);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await writes.Writer.WriteAsync((body, done));
            await done.Task;
            return Results.Json(new Answer(document.RootElement.GetProperty("id").GetString()!, "accepted"));
        });
        await Listening.RunAsync(app);
    }

    private static void Write(string path, ChannelReader<(byte[] Body, TaskCompletionSource Done)> writes)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE webhooks (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO webhooks (body) VALUES (@body)";
        var parameter = insert.Parameters.Add("@body", SqliteType.Blob);
        insert.Prepare();
        var waiting = new List<TaskCompletionSource>();
        while (writes.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Run("BEGIN IMMEDIATE");
            while (waiting.Count < 256 && writes.TryRead(out var write))
            {
                parameter.Value = write.Body;
                insert.ExecuteNonQuery();
                waiting.Add(write.Done);
            }

            Run("COMMIT");
            waiting.ForEach(done => done.SetResult());
            waiting.Clear();
        }

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}

/// <summary>What the floors answer.</summary>
internal sealed record Answer(string Order, string Outcome);
