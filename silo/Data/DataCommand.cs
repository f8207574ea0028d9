using OrderGrains.Sqlite;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo backup</c>, <c>silo restore</c> and <c>silo export</c>: what an operator does with a data directory. Each ends with 0 where it is done, 1 where it
/// could not be, 2 where the command or the settings are wrong.
/// </summary>
internal static class DataCommand
{
    private static readonly Dictionary<string, (string Own, string Usage, Func<string, string, TextWriter, Task> Run)> Commands = new(StringComparer.Ordinal)
    {
        ["backup"] = ("--to", "silo backup --to <file> [--data <folder>] [--settings <file>]", BackupAsync),
        ["restore"] = ("--from", "silo restore --from <file> [--data <folder>] [--settings <file>]", RestoreAsync),
        ["export"] = ("--order", "silo export --order <tenant/channel/id> [--data <folder>] [--settings <file>]", ExportAsync),
    };

    /// <summary>Whether a word asks for one of these commands.</summary>
    public static bool Knows(string name) => Commands.ContainsKey(name);

    /// <summary>Runs the command of that name.</summary>
    public static async Task<int> RunAsync(string name, IReadOnlyList<string> args)
    {
        var (own, usage, run) = Commands[name];
        if (!DataArguments.TryRead(own, args, out var asked))
        {
            Console.Error.WriteLine($"Usage: {usage}");
            return Start.WrongSettings;
        }

        if (Start.Read(asked.Rest, asked.Settings) is not (_, { } settings))
        {
            return Start.WrongSettings;
        }

        if (settings.Storage.Kind != "Sqlite")
        {
            Console.Error.WriteLine($"The settings name no data directory: their storage is {settings.Storage.Kind}, which has tools of its own. --data names one.");
            return Start.WrongSettings;
        }

        try
        {
            await run(settings.Storage.DataDirectory, asked.Value, Console.Out);
            return 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException or FormatException)
        {
            return Start.Fail(exception);
        }
    }

    private static async Task BackupAsync(string directory, string file, TextWriter told)
    {
        var (orders, bytes) = Backups.Make(directory, Path.GetFullPath(file));
        await told.WriteLineAsync($"{orders} orders, {bytes} bytes in {file}. It holds personal data: keep it as you keep the hub's disk.");
    }

    private static async Task RestoreAsync(string directory, string file, TextWriter told)
    {
        var (orders, aside) = Backups.Restore(directory, Path.GetFullPath(file), TimeProvider.System.GetUtcNow());
        await told.WriteLineAsync($"{orders} orders are back in {directory}.");
        if (aside is not null)
        {
            await told.WriteLineAsync($"What stood there is {aside}. Remove it when it is no longer needed.");
        }
    }

    private static async Task ExportAsync(string directory, string order, TextWriter told)
    {
        if (!OrderId.TryParse(order, out var id))
        {
            throw new FormatException($"{order} is no order id: tenant/channel/id is expected.");
        }

        var exported = OrderExports.Read(directory, id) ?? throw new InvalidOperationException($"There is no order {id} in {directory}.");
        await told.WriteLineAsync(exported);
    }
}
