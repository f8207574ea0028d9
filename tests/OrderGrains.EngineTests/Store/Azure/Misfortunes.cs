namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>One operation of a storage: <c>read</c>, <c>write</c>, <c>clear</c>, <c>names</c>, <c>upsert</c>, <c>change</c>, <c>delete</c> or <c>page</c>, of what.</summary>
internal sealed record StorageCall(string Verb, string What)
{
    /// <summary>What the names of records begin with here.</summary>
    public const string Records = "record ";

    /// <summary>The write of an order's record.</summary>
    public bool WritesRecord => Verb == "write" && What.StartsWith(Records, StringComparison.Ordinal);
}

/// <summary>What goes wrong at a storage: before an operation, or once it is done and before anybody knows.</summary>
internal sealed class Misfortunes
{
    private static readonly Func<StorageCall, Task> Nothing = static _ => Task.CompletedTask;

    public Func<StorageCall, Task> Before { get; set; } = Nothing;

    public Func<StorageCall, Task> After { get; set; } = Nothing;

    public void End() => (Before, After) = (Nothing, Nothing);

    public async Task<T> AroundAsync<T>(string verb, string what, Func<Task<T>> operation)
    {
        var call = new StorageCall(verb, what);
        await Before(call);
        var done = await operation();
        await After(call);
        return done;
    }

    public Task AroundAsync(string verb, string what, Func<Task> operation) => AroundAsync(verb, what, async () =>
    {
        await operation();
        return true;
    });
}
