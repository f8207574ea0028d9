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
            return $"There is no {(option ? $"option {Name(word)}" : $"command {(Name(word) == word ? word : "like this")}")}. {(Nearest.Of(Name(word), known) is { } meant ? $"The nearest is {meant}." : $"See {how}.")}";
        }

        return $"{line.Errors[0].Message} See {how}.";
    }

    /// <summary>What stands before a value, which may be a secret that was typed where it is not read.</summary>
    private static string Name(string word) => word.Split('=')[0] is var name && word.StartsWith('-') ? name : name.Split(':')[0];

    private static IEnumerable<string> Options(ParseResult line) =>
    [
        .. line.CommandResult.Command.Options.Select(option => option.Name),
        .. line.RootCommandResult.Command.Options.Where(option => option.Recursive).Select(option => option.Name),
    ];
}
