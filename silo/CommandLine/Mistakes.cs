using System.CommandLine;

namespace OrderGrains.Silo;

/// <summary>What is wrong with a command line, in a line that says what to write instead.</summary>
internal static class Mistakes
{
    /// <summary>The first mistake, as it comes first of what somebody typed.</summary>
    public static string Of(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var how = command is RootCommand ? "silo --help" : $"silo {command.Name} --help";
        if (line.UnmatchedTokens is [var word, ..])
        {
            var option = word.StartsWith('-');
            var known = option ? Options(line) : command.Subcommands.Select(one => one.Name);
            return $"There is no {(option ? "option" : "command")} {word}. {(Nearest.Of(word, known) is { } meant ? $"The nearest is {meant}." : $"See {how}.")}";
        }

        return $"{line.Errors[0].Message} See {how}.";
    }

    private static IEnumerable<string> Options(ParseResult line) =>
    [
        .. line.CommandResult.Command.Options.Select(option => option.Name),
        .. line.RootCommandResult.Command.Options.Where(option => option.Recursive).Select(option => option.Name),
    ];
}
