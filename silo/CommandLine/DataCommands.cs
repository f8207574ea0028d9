using System.CommandLine;
using OrderGrains.Engine;
using OrderGrains.Sqlite;

namespace OrderGrains.Silo;

/// <summary><c>silo backup</c>, <c>silo restore</c> and <c>silo export</c>: what an operator does with a data directory.</summary>
internal static class DataCommands
{
    /// <summary>Who names a folder means it, whatever the settings name.</summary>
    private static readonly string[] OneProcess = ["--OrderGrains:Role=All", "--OrderGrains:Storage:Kind=Sqlite"];

    private static readonly Option<string?> Data = new("--data") { Description = "The data directory, instead of that of the settings", HelpName = "folder" };

    private static readonly Option<string> To = new("--to") { Description = "The file to make; there must be none", HelpName = "file", Required = true };
    private static readonly Option<string> From = new("--from") { Description = "A backup", HelpName = "file", Required = true };
    private static readonly Option<string> Order = new("--order") { Description = "Which one", HelpName = "tenant/channel/id", Required = true };

    /// <summary>The three.</summary>
    public static IEnumerable<SiloCommand> Create() =>
    [
        new("backup", "Copy the orders of a hub, also of one that runs, into one file", BackupAsync) { To, Data },
        new("restore", "Put a backup in the place of the orders of a hub that is stopped", RestoreAsync) { From, Data },
        new("export", "Print all that is kept of an order as one line of JSON", ExportAsync) { Order, Data },
    ];

    private static Task<int> BackupAsync(Request request) => OnAsync(request, async (directory, _) =>
    {
        var file = request.Line.GetRequiredValue(To);
        var (orders, bytes) = await Progress.ShowAsync(
            request, "Copying the orders", _ => Task.Run(() => Backups.Make(directory, Path.GetFullPath(file))));
        return await request.AnswerAsync(
            ExitCode.Done,
            new { Orders = orders, Bytes = bytes, File = Path.GetFullPath(file) },
            $"{orders} orders, {bytes} bytes in {file}. It holds personal data: keep it as you keep the hub's disk.");
    });

    private static Task<int> RestoreAsync(Request request) => OnAsync(request, async (directory, _) =>
    {
        var file = request.Line.GetRequiredValue(From);
        DataFolder.Demand(directory);
        var (orders, aside, forgotten) = await Progress.ShowAsync(
            request, "Checking the backup", _ => Task.Run(() => Backups.Restore(directory, Path.GetFullPath(file), TimeProvider.System.GetUtcNow())));
        return await request.AnswerAsync(
            ExitCode.Done,
            new { Orders = orders, DataDirectory = directory, Replaced = aside, Forgotten = forgotten },
            [
                $"{orders} orders are back in {directory}.",
                .. forgotten switch
                {
                    null => ["What stood there could not be read: erasures that were asked for since the backup have to be asked for again."],
                    0 => Array.Empty<string>(),
                    var persons => [$"{persons} persons who had asked for it by then are forgotten again within the hour after the start."],
                },
                .. aside is null ? Array.Empty<string>() : [$"What stood there is {aside}. Remove it when it is no longer needed."],
            ]);
    });

    private static Task<int> ExportAsync(Request request) => OnAsync(request, async (directory, keys) =>
    {
        var order = request.Line.GetRequiredValue(Order);
        if (!OrderId.TryParse(order, out var id))
        {
            await request.Error.WriteLineAsync($"{order} is no order id: tenant/channel/id is expected.");
            return ExitCode.Wrong;
        }

        await request.Out.WriteLineAsync(OrderExports.Read(directory, id, keys) ?? throw new InvalidOperationException($"There is no order {id} in {directory}."));
        return ExitCode.Done;
    });

    private static async Task<int> OnAsync(Request request, Func<string, KeyRing, Task<int>> work)
    {
        var named = request.Line.GetValue(Data) is { } folder
            ? [.. OneProcess, $"--OrderGrains:Storage:DataDirectory={Path.GetFullPath(folder)}"]
            : Array.Empty<string>();
        if (request.Read(named) is not (_, { } settings))
        {
            return ExitCode.Wrong;
        }

        if (settings.Storage.Kind != "Sqlite")
        {
            await request.Error.WriteLineAsync(
                $"The settings name no data directory: their storage is {settings.Storage.Kind}, which has tools of its own. --data names one.");
            return ExitCode.Wrong;
        }

        return await work(settings.Storage.DataDirectory, Stores.Keys(settings)());
    }
}
