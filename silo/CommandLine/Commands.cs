using System.CommandLine;

namespace OrderGrains.Silo;

/// <summary>The command line: <c>silo</c> and <c>silo run</c> start a hub, and each other command does one thing and ends.</summary>
internal static class Commands
{
    private const string Description = """
        OrderGrains: an order hub between OmniChat, OPABOX, VTEX and BonifiQ. Without a command it runs the hub.

        Any setting can stand on the command line, such as --OrderGrains:Retry:MaxDelay=00:30:00 (docs/settings.md).
        Exit codes: 0 done; 1 it could not be done, or the answer is no; 2 the command line or the settings are wrong.
        """;

    /// <summary>Does what a command line asks; the exit code.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For what went wrong, and for progress.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var (words, settings, mistakes) = ConfigurationArguments.Split(args);
        foreach (var mistake in mistakes)
        {
            await error.WriteLineAsync(mistake);
        }

        if (mistakes.Count > 0)
        {
            return ExitCode.Wrong;
        }

        var line = Create(work => line => RunAsync(work, new(line, settings, output, error))).Parse(words, new() { ResponseFileTokenReplacer = null });
        if (line.Errors.Count > 0)
        {
            await error.WriteLineAsync(Mistakes.Of(line));
            return ExitCode.Wrong;
        }

        // Signals are the hub's to heed; a command that one ends can be repeated.
        return await line.InvokeAsync(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>All that there is.</summary>
    /// <param name="run">Makes an action of a command's work.</param>
    internal static RootCommand Create(Func<Func<Request, Task<int>>, Func<ParseResult, Task<int>>> run)
    {
        var root = new RootCommand(Description) { Request.SettingsFile, Request.HostEnvironment, Request.Json, RunCommand.Urls };
        root.SetAction(run(RunCommand.RunAsync));
        SiloCommand[] commands =
        [
            RunCommand.Create(), CheckSettingsCommand.Create(), .. DataCommands.Create(), CopyCommand.Create(), RekeyCommand.Create(), RehearseCommand.Create(),
            .. LookCommands.Create(), .. ActCommands.Create(), InitDatabaseCommand.Create(), VtexHookCommand.Create(), CompletionCommand.Create(),
        ];
        foreach (var command in commands)
        {
            command.SetAction(run(command.Work));
            root.Add(command);
        }

        return root;
    }

    private static async Task<int> RunAsync(Func<Request, Task<int>> work, Request request)
    {
        try
        {
            return await work(request);
        }
        catch (Exception exception)
        {
            return Start.Fail(exception, request.Error);
        }
    }
}
