namespace OrderGrains.Silo;

/// <summary>
/// <c>silo init-database</c>: makes the tables of a store that several silos share. Can be repeated, and run by several at once. Ends with 0
/// where they are as this program needs them, 1 where the store did not let it, 2 where the settings are wrong.
/// </summary>
internal static class InitDatabaseCommand
{
    /// <summary>The word that asks for it.</summary>
    public const string Name = "init-database";

    /// <summary>Runs it; what is left of the command line is configuration, as of a start.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Start.Read(args) is not (_, { } settings))
        {
            return Start.WrongSettings;
        }

        try
        {
            Console.WriteLine(await Stores.SetUpAsync(settings));
            return 0;
        }
        catch (Exception exception)
        {
            return Start.Fail(exception);
        }
    }
}
