using System.Text.Json;

namespace OrderGrains.Silo;

/// <summary>How a start ends before anything is served.</summary>
internal static class Start
{
    /// <summary>The exit code for settings that are wrong.</summary>
    public const int WrongSettings = 2;

    /// <summary>The exit code for a process that could not start.</summary>
    public const int Failed = 1;

    /// <summary>
    /// The program's folder is the content root, wherever it is started from. Files are read once: a setting changes with a
    /// restart. Null where a file cannot be read, which is then said on the console.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="settingsFile">A file of settings; null for the one that the environment names.</param>
    public static WebApplicationBuilder? CreateBuilder(string[] args, string? settingsFile = null)
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
            var line = exception.InnerException?.InnerException is JsonException { LineNumber: { } number } ? $" (line {number + 1})" : "";
            Console.Error.WriteLine($"{exception.Message}{line}");
            return null;
        }
    }

    /// <summary>The settings of a command, with their folders resolved; null where they are wrong, which is then said on the console.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="settingsFile">A file of settings; null for the one that the environment names.</param>
    public static (WebApplicationBuilder Builder, OrderGrainsSettings Settings)? Read(string[] args, string? settingsFile = null)
    {
        if (CreateBuilder(args, settingsFile) is not { } builder)
        {
            return null;
        }

        var (settings, problems) = ReadSettings.From(builder.Configuration, builder.Environment.IsDevelopment());
        if (problems.Count > 0)
        {
            Refuse(problems);
            return null;
        }

        DataDirectory.Resolve(settings, builder.Environment);
        return (builder, settings);
    }

    /// <summary>Lists what is wrong, a line each.</summary>
    public static int Refuse(IReadOnlyList<SettingsProblem> problems)
    {
        Console.Error.WriteLine($"The settings have {(problems.Count == 1 ? "a mistake" : $"{problems.Count} mistakes")} (see docs/settings.md):");
        foreach (var problem in problems)
        {
            Console.Error.WriteLine($"  {problem}");
        }

        return WrongSettings;
    }

    /// <summary>Says why nothing is served any more; the log has the rest.</summary>
    public static int Fail(Exception exception)
    {
        Console.Error.WriteLine(exception.Message);
        return Failed;
    }
}
