using Npgsql;
using OrderGrains.Cluster;

namespace OrderGrains.EngineTests.Cluster;

/// <summary>What a connection string leaves out is ours; what it says is the operator's.</summary>
public class PostgresDatabaseTests
{
    [Fact]
    public void What_is_left_out_is_bounded()
    {
        var complete = new NpgsqlConnectionStringBuilder(PostgresDatabase.Complete("Host=db"));

        Assert.Equal(
            (10, 20, 50, 2, true),
            (complete.CommandTimeout, complete.MaxPoolSize, complete.MaxAutoPrepare, complete.AutoPrepareMinUsages, complete.NoResetOnClose));
        Assert.Equal("ordergrains", complete.ApplicationName);
        Assert.Equal(4, new NpgsqlConnectionStringBuilder(PostgresDatabase.ForFramework("Host=db;Maximum Pool Size=70")).MaxPoolSize);
    }

    [Fact]
    public void What_is_said_stands()
    {
        var complete = new NpgsqlConnectionStringBuilder(PostgresDatabase.Complete(
            "Host=db;CommandTimeout=3;MaxPoolSize=7;Max Auto Prepare=0;Auto Prepare Min Usages=5;No Reset On Close=false;Application Name=hub"));

        Assert.Equal(
            (3, 7, 0, 5, false, "hub"),
            (complete.CommandTimeout, complete.MaxPoolSize, complete.MaxAutoPrepare, complete.AutoPrepareMinUsages, complete.NoResetOnClose, complete.ApplicationName));
    }
}
