namespace OrderGrains.Silo;

/// <summary>
/// Looks every ten seconds whether a file has another secret than it had, and has the running hub use it: a key is rotated without a restart. A change counts once two looks agree,
/// since a file may be half written at the first. New secrets that are wrong are told, and the old ones stay. A store's connection string is read at a start alone.
/// </summary>
/// <param name="live">What the parts read.</param>
/// <param name="configuration">Where the files are named.</param>
/// <param name="development">Whether short keys are accepted.</param>
/// <param name="time">For the looks.</param>
/// <param name="log">Where changes are told, without a value.</param>
internal sealed class SecretReload(SiloSettings live, IConfigurationRoot configuration, bool development, TimeProvider time, ILogger<SecretReload> log) : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private Dictionary<string, string?> _used = [];
    private Dictionary<string, string?> _seen = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var read = ReadSettings.From(configuration, development); // Perhaps not what the start read.
        _used = _seen = read.SecretFiles.ToDictionary(file => file.Key, file => (string?)file.Value);
        if (read.Problems.Count == 0)
        {
            Secrets.Copy(read.Settings, live);
        }

        if (_used.Count == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            Look();
        }
    }

    private void Look()
    {
        var now = _used.Keys.ToDictionary(path => path, SecretFile.Read);
        var steady = Same(now, _seen);
        _seen = now;
        if (!steady || Same(now, _used))
        {
            return;
        }

        _used = now;
        var read = ReadSettings.From(configuration, development);
        if (read.Problems.Count > 0)
        {
            log.LogWarning("Secrets in files have changed and are wrong, so the old ones stay: {Problems}", string.Join(" ", read.Problems));
            return;
        }

        Secrets.Copy(read.Settings, live);
        log.LogInformation("Secrets in files have changed: the new ones count from now on");
    }

    private static bool Same(Dictionary<string, string?> one, Dictionary<string, string?> other) => one.All(file => file.Value == other[file.Key]);
}
