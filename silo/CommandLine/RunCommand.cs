using System.CommandLine;

namespace OrderGrains.Silo;

/// <summary><c>silo run</c>, and <c>silo</c> alone: the hub, until it is told to stop.</summary>
internal static class RunCommand
{
    /// <summary>Where it listens; the last one counts, so that who starts it for others can be overruled.</summary>
    public static Option<string[]> Urls { get; } = new("--urls")
    {
        Description = "Addresses to listen on, separated by ;", HelpName = "addresses", Arity = new(1, 16), AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>The command.</summary>
    public static SiloCommand Create() => new("run", "Run the hub, as silo without a command does", RunAsync) { Urls };

    /// <summary>Runs it. Settings are read from appsettings, the file of settings, the environment and the command line.</summary>
    public static async Task<int> RunAsync(Request request)
    {
        if (request.Read(request.Line.GetValue(Urls) is [.., var last] ? [$"--urls={last}"] : []) is not var (builder, settings))
        {
            return ExitCode.Wrong;
        }

        // The process: log, server, sandbox.
        using var log = builder.UseLog();
        builder.AddServer(settings.Connections);
        builder.AddSandboxHere(settings);

        // The parts: connectors, the hub, gateway.
        builder.AddOrderGrains(settings);

        var app = builder.Build();
        using var watch = new StopDeadline(app.Services.GetRequiredService<StopStage>(), app.Lifetime, request.Error);
        await using var its = app;
        watch.Start();
        app.MapOrderGrains(settings);
        app.LogLifetime(settings);
        await app.RunToTheEndAsync();
        return app.Services.GetRequiredService<IOrderEngine>().Condition.Failed ? ExitCode.Failed : ExitCode.Done;
    }
}
