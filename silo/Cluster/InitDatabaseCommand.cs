using OrderGrains.Cluster;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo init-database</c>: makes the tables of a cluster's database, or brings them up to date. Can be repeated, and run by several
/// at once. Ends with 0 where they are as this program needs them, 1 where the database did not let it, 2 where the settings are wrong.
/// </summary>
internal static class InitDatabaseCommand
{
    /// <summary>The word that asks for it.</summary>
    public const string Name = "init-database";

    /// <summary>Runs it; what is left of the command line is configuration, as of a start.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Start.CreateBuilder(args) is not { } builder)
        {
            return Start.WrongSettings;
        }

        var (settings, problems) = ReadSettings.From(builder.Configuration, builder.Environment.IsDevelopment());
        if (problems.Count > 0)
        {
            return Start.Refuse(problems);
        }

        if (settings.Engine != "Cluster")
        {
            Console.Error.WriteLine("The settings name no cluster: OrderGrains:Engine is not Cluster.");
            return Start.WrongSettings;
        }

        try
        {
            var before = await ClusterBuild.InitDatabaseAsync(settings.Cluster);
            Console.WriteLine(before == 0 ? "The tables were made." : $"The tables are up to date; they were of version {before}.");
            return 0;
        }
        catch (Exception exception)
        {
            return Start.Fail(exception);
        }
    }
}
