using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderGrains.Silo;

/// <summary>What a person or a script asked of the program, and where it is answered.</summary>
/// <param name="Line">The command line as it was understood.</param>
/// <param name="Settings">The settings on it, each <c>--key=value</c>.</param>
/// <param name="Out">For results.</param>
/// <param name="Error">For what went wrong and for progress.</param>
internal sealed record Request(ParseResult Line, IReadOnlyList<string> Settings, TextWriter Out, TextWriter Error)
{
    /// <summary>A file of settings, instead of the one that the environment names.</summary>
    public static Option<string?> SettingsFile { get; } = new("--settings")
    {
        Description = "File of settings (JSON), instead of the one that ORDERGRAINS_SETTINGS names", HelpName = "file", Recursive = true,
    };

    /// <summary>The environment's name.</summary>
    public static Option<string?> HostEnvironment { get; } = new("--environment")
    {
        Description = "Development or Production, instead of what ASPNETCORE_ENVIRONMENT says", HelpName = "name", Recursive = true,
    };

    /// <summary>Results for programs.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the result as one JSON object", Recursive = true,
    };

    /// <summary>The configuration of a start, or null with all that is wrong told.</summary>
    /// <param name="more">Settings that win over the others, each <c>--key=value</c>.</param>
    public (WebApplicationBuilder Builder, SiloSettings Settings)? Read(params IReadOnlyList<string> more) =>
        Start.Read(Arguments(more), Line.GetValue(SettingsFile), Error);

    /// <summary>The command line as ASP.NET's configuration reads it.</summary>
    public string[] Arguments(params IReadOnlyList<string> more) =>
        [.. Line.GetValue(HostEnvironment) is { } name ? [$"--environment={name}"] : Array.Empty<string>(), .. Settings, .. more];

    /// <summary>Prints a result: its lines to a person, the object to a program. The code is the process's.</summary>
    public async Task<int> AnswerAsync(int code, object json, params IReadOnlyList<string> lines)
    {
        if (Line.GetValue(Json))
        {
            await Out.WriteLineAsync(JsonSerializer.Serialize(json, Shape));
            return code;
        }

        foreach (var line in lines)
        {
            await Out.WriteLineAsync(line);
        }

        return code;
    }

    /// <summary>Prints what a hub answered: as it is to a program, in words to a person. The code is the process's.</summary>
    public async Task<int> ShowAsync(JsonNode answer, Action<TextWriter> words, int code = ExitCode.Done)
    {
        if (Line.GetValue(Json))
        {
            await Out.WriteLineAsync(answer.ToJsonString(Shape));
        }
        else
        {
            words(Out);
        }

        return code;
    }

    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
