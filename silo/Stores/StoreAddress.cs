namespace OrderGrains.Silo;

/// <summary>Names a store on a command line.</summary>
internal static class StoreAddress
{
    /// <summary>The forms.</summary>
    public const string Usage = """
        sqlite:<data directory>; postgres:<connection string>;
        azure:<connection string, or address of the blobs>, with the tables and the container of Cluster:ServiceId in the settings;
        settings, for what the settings name; settings:<file>, for what that file of settings names. The keys (Storage:Keys) are those of the settings.
        A connection string on a command line can be read by every user of the machine: keep it in settings.
        """;

    private const string OfSettings = "settings";

    private static readonly string[] Kinds = ["sqlite", "postgres", "azure", OfSettings];

    /// <summary>Whether the text holds what nobody else is to read.</summary>
    public static bool ShowsSecret(string text) => Split(text) switch
    {
        ("postgres", _) => true,
        ("azure", var account) => !IsAddress(account),
        _ => false,
    };

    /// <summary>
    /// The settings that are meant; null where they are none, or wrong, which is then told. They are checked as those of a start are.
    /// </summary>
    /// <param name="text">The address.</param>
    /// <param name="args">Configuration, as of a start.</param>
    /// <param name="settingsFile">A file of settings; null for the one that the environment names.</param>
    /// <param name="error">Where it is told.</param>
    public static SiloSettings? Resolve(string text, string[] args, string? settingsFile, TextWriter error)
    {
        var (kind, value) = Split(text);
        if (!Kinds.Contains(kind) || value is "" || (value is null && kind != OfSettings))
        {
            // What was typed may hold a password.
            error.WriteLine(
                Nearest.Of(kind, Kinds) is { } meant && meant != kind
                    ? $"There is no such kind of store. The nearest is {meant}."
                    : $"This is no store. A store is one of\n{Usage}");
            return null;
        }

        if (kind == OfSettings)
        {
            return Start.Read(args, value ?? settingsFile, error)?.Settings;
        }

        if (Start.CreateBuilder(args, settingsFile, error) is not { } builder)
        {
            return null;
        }

        var settings = new SiloSettings { Storage = Storage(kind, value!) };
        var named = ReadSettings.From(builder.Configuration, builder.Environment.IsDevelopment()).Settings;
        settings.Storage.Keys = named.Storage.Keys;
        if (kind == "azure")
        {
            settings.Cluster.ServiceId = named.Cluster.ServiceId;
        }

        var problems = SiloSettingsCheck.Problems(settings, builder.Environment.IsDevelopment());
        if (problems.Count > 0)
        {
            Start.Refuse(problems, error);
            return null;
        }

        return settings;
    }

    private static StorageSettings Storage(string kind, string value) => kind switch
    {
        "sqlite" => new() { Kind = "Sqlite", DataDirectory = Path.GetFullPath(value) },
        "postgres" => new() { Kind = "Postgres", ConnectionString = value },
        "azure" when IsAddress(value) => new() { Kind = "Azure", ServiceUri = value },
        _ => new() { Kind = "Azure", ConnectionString = value },
    };

    private static bool IsAddress(string? value) => Uri.TryCreate(value, UriKind.Absolute, out _);

    private static (string Kind, string? Value) Split(string text) =>
        text.Split(':', 2) is [var kind, var value] ? (kind, value) : (text, null);
}
