namespace OrderGrains.Silo;

/// <summary><c>silo init-database</c>: makes the tables of a store that several silos share. Can be repeated, and run by several at once.</summary>
internal static class InitDatabaseCommand
{
    /// <summary>The command.</summary>
    public static SiloCommand Create() => new("init-database", "Make the tables that several silos share, on PostgreSQL or Azure Storage", RunAsync);

    private static async Task<int> RunAsync(Request request)
    {
        if (request.Read() is not (_, { } settings))
        {
            return ExitCode.Wrong;
        }

        var done = await Progress.ShowAsync(request, "Making the tables", _ => Stores.SetUpAsync(settings));
        return await request.AnswerAsync(ExitCode.Done, new { Storage = settings.Storage.Kind, Done = done }, done);
    }
}
