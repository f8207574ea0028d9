using System.Text.Json;

namespace OrderGrains.Silo;

/// <summary>How a start, or a command that reads settings as a start does, begins, and how it ends before anything is done.</summary>
internal static class Start
{
    /// <summary>How long a last word may take: who reads it may have stopped reading.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The program's folder is the content root, wherever it is started from. Files are read once: a setting changes with a
    /// restart. Null where a file cannot be read, which is then told.
    /// </summary>
    /// <param name="args">The command line, settings alone.</param>
    /// <param name="settingsFile">A file of settings; null for the one that the environment names.</param>
    /// <param name="error">Where it is told.</param>
    public static WebApplicationBuilder? CreateBuilder(string[] args, string? settingsFile, TextWriter error)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions
            {
                Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
                ContentRootPath = AppContext.BaseDirectory,
            });
            SettingsFile.Add(builder.Configuration, settingsFile ?? Environment.GetEnvironmentVariable(SettingsFile.Variable));
            return builder;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The parser's own words may quote the file, so only the line is told.
            var where = exception.InnerException?.InnerException is JsonException { LineNumber: { } number }
                ? $" It is no JSON: look at line {number + 1}, and at what should end the value before it."
                : "";
            error.WriteLine($"{exception.Message}{where}");
            return null;
        }
    }

    /// <summary>The settings with their folders resolved, and all that is wrong with them; where something is, they are not to be used.</summary>
    public static (SiloSettings Settings, IReadOnlyList<SettingsProblem> Problems) Examine(WebApplicationBuilder builder)
    {
        var (settings, found) = ReadSettings.From(builder.Configuration, builder.Environment.IsDevelopment());
        IReadOnlyList<SettingsProblem> problems = [.. found, .. Logging.Problems(builder.Configuration)];
        if (problems.Count > 0)
        {
            return (settings, problems);
        }

        return (settings, [.. DataDirectory.Resolve(settings, builder.Environment), .. CatalogFiles.Resolve(settings, builder.Environment)]);
    }

    /// <summary>The settings of a start or of a command, with their folders resolved; null where they are wrong, which is then told.</summary>
    /// <param name="args">The command line, settings alone.</param>
    /// <param name="settingsFile">A file of settings; null for the one that the environment names.</param>
    /// <param name="error">Where it is told.</param>
    public static (WebApplicationBuilder Builder, SiloSettings Settings)? Read(string[] args, string? settingsFile, TextWriter error)
    {
        if (CreateBuilder(args, settingsFile, error) is not { } builder)
        {
            return null;
        }

        var (settings, problems) = Examine(builder);
        if (problems.Count == 0)
        {
            return (builder, settings);
        }

        Refuse(problems, error);
        return null;
    }

    /// <summary>Lists what is wrong, a line each.</summary>
    public static void Refuse(IReadOnlyList<SettingsProblem> problems, TextWriter error)
    {
        foreach (var line in Lines(problems))
        {
            error.WriteLine(line);
        }
    }

    /// <summary>What is wrong, in lines.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<SettingsProblem> problems) =>
    [
        $"The settings have {(problems.Count == 1 ? "a mistake" : $"{problems.Count} mistakes")} (see docs/settings.md):",
        .. problems.Select(problem => $"  {problem}"),
    ];

    /// <summary>Says why nothing is done; the log has the rest. Does not wait for a reader that has stopped reading.</summary>
    public static int Fail(Exception exception, TextWriter error)
    {
        var word = new Thread(() => error.WriteLine(exception.Message)) { IsBackground = true }; // Of its own: the pool's may all be busy.
        word.Start();
        word.Join(LastWord);
        return ExitCode.Failed;
    }
}
