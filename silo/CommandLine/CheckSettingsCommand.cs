namespace OrderGrains.Silo;

/// <summary><c>silo check-settings</c>: what a start would say of the settings, without one.</summary>
internal static class CheckSettingsCommand
{
    /// <summary>The command.</summary>
    public static SiloCommand Create() => new("check-settings", "Say what is wrong with the settings, or what a start would make of them", RunAsync);

    private static async Task<int> RunAsync(Request request)
    {
        if (Start.CreateBuilder(request.Arguments(), request.Line.GetValue(Request.SettingsFile), request.Error) is not { } builder)
        {
            return ExitCode.Wrong;
        }

        var (settings, problems) = Start.Examine(builder);
        if (problems.Count > 0)
        {
            return await request.AnswerAsync(ExitCode.Wrong, new { Mistakes = problems }, Start.Lines(problems));
        }

        SandboxTenant.AddFor(builder, settings);
        var environment = builder.Environment.EnvironmentName;
        return await request.AnswerAsync(
            ExitCode.Done,
            new
            {
                Mistakes = problems,
                Warnings = SettingsWarnings.Of(settings),
                Environment = environment,
                settings.Role,
                Storage = settings.Storage.Kind,
                DataDirectory = settings.Storage.Kind == "Sqlite" ? settings.Storage.DataDirectory : null,
                Tenants = settings.Tenants.Keys.Order(StringComparer.Ordinal),
                Operators = settings.Operators.Select(one => one.Name).Distinct(),
                Sandbox = settings.Sandbox.Enabled,
            },
            [$"The settings are right ({environment}).", .. Greeting.Lines(settings), .. SettingsWarnings.Of(settings).Select(warning => $"Warning: {warning}")]);
    }
}
