namespace OrderGrains.Silo;

/// <summary>Names a store on a command line.</summary>
internal static class StoreAddress
{
    /// <summary>The forms, a line each.</summary>
    public const string Usage = """
        sqlite:<data directory>
          postgres:<connection string>
          azure:<connection string, or address of the blobs>     (tables and container are those of Cluster:ServiceId in the settings)
          settings                                               what the settings name
          settings:<file>                                        what that file of settings names
        """;

    private const string OfSettings = "settings";

    /// <summary>Whether the text holds what nobody else is to read.</summary>
    public static bool ShowsSecret(string text) => Split(text) switch
    {
        ("postgres", _) => true,
        ("azure", var account) => !IsAddress(account),
        _ => false,
    };

    /// <summary>
    /// The settings that are meant; null where they are none, or wrong, which is then said on the console. They are checked as those of a start are.
    /// </summary>
    /// <param name="text">The address.</param>
    /// <param name="args">Configuration, as of a start.</param>
    public static OrderGrainsSettings? Resolve(string text, string[] args)
    {
        var (kind, value) = Split(text);
        if (kind == OfSettings)
        {
            return value is "" ? null : Start.Read(args, value)?.Settings;
        }

        if (value is not { Length: > 0 } || Start.CreateBuilder(args) is not { } builder)
        {
            return null;
        }

        var settings = new OrderGrainsSettings { Storage = Storage(kind, value) };
        if (kind == "azure")
        {
            settings.Cluster.ServiceId = ReadSettings.From(builder.Configuration, builder.Environment.IsDevelopment()).Settings.Cluster.ServiceId;
        }

        IReadOnlyList<SettingsProblem> problems = [.. SettingsCheck.Problems(settings, builder.Environment.IsDevelopment()), .. Stores.Problems(settings)];
        if (problems.Count > 0)
        {
            Start.Refuse(problems);
            return null;
        }

        return settings;
    }

    private static StorageSettings Storage(string kind, string value) => kind switch
    {
        "sqlite" => new() { Kind = "Sqlite", DataDirectory = Path.GetFullPath(value) },
        "postgres" => new() { Kind = "Postgres", ConnectionString = value },
        "azure" when IsAddress(value) => new() { Kind = "Azure", ServiceUri = value },
        "azure" => new() { Kind = "Azure", ConnectionString = value },
        _ => new() { Kind = kind },
    };

    private static bool IsAddress(string? value) => Uri.TryCreate(value, UriKind.Absolute, out _);

    private static (string Kind, string? Value) Split(string text) =>
        text.Split(':', 2) is [var kind, var value] ? (kind, value) : (text, null);
}
