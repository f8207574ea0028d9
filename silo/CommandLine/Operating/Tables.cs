using Spectre.Console;

namespace OrderGrains.Silo;

/// <summary>Prints rows: coloured where a person watches, plain and as wide as they are where they are kept.</summary>
internal static class Tables
{
    private const int Wide = 400;

    /// <summary>Prints a table; nothing but a sentence where it has no rows.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="none">What is said where there are no rows.</param>
    /// <param name="columns">Its heads.</param>
    /// <param name="rows">Cells of each row; a null one is empty.</param>
    public static void Write(TextWriter output, string none, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        if (rows.Count == 0)
        {
            output.WriteLine(none);
            return;
        }

        var watched = output == Console.Out && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = watched ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = watched ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!watched)
        {
            console.Profile.Width = Wide;
        }

        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))).NoWrap().PadLeft(0).PadRight(2));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell ?? "", StyleOf(cell))));
        }

        console.Write(table);
    }

    /// <summary>Colour means state and nothing else.</summary>
    private static Style StyleOf(string? cell) => cell switch
    {
        "Parked" or "Blocked" or "Refused" or "Failed" => new(Color.Red),
        "Waiting" or "AwaitingResult" or "Paused" or "Running" => new(Color.Yellow),
        "Done" or "Serving" => new(Color.Green),
        _ => Style.Plain,
    };
}
