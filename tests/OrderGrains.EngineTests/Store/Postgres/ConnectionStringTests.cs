using Npgsql;
using OrderGrains.Postgres;

namespace OrderGrains.EngineTests.Store.Postgres;

/// <summary>What a connection string leaves out is ours; what it says is the operator's.</summary>
public class ConnectionStringTests
{
    [Fact]
    public void What_is_left_out_is_bounded()
    {
        var complete = new NpgsqlConnectionStringBuilder(ConnectionStrings.Complete("Host=db"));

        Assert.Equal(
            (0, 20, 50, 2, true),
            (complete.CommandTimeout, complete.MaxPoolSize, complete.MaxAutoPrepare, complete.AutoPrepareMinUsages, complete.NoResetOnClose));
        Assert.Equal("ordergrains", complete.ApplicationName);
        var framework = new NpgsqlConnectionStringBuilder(ConnectionStrings.ForFramework("Host=db;Maximum Pool Size=70"));
        Assert.Equal((4, 0, 2, -1), (framework.MaxPoolSize, framework.CommandTimeout, framework.Timeout, framework.CancellationTimeout));
    }

    [Fact]
    public void What_is_said_stands()
    {
        var complete = new NpgsqlConnectionStringBuilder(ConnectionStrings.Complete(
            "Host=db;CommandTimeout=3;MaxPoolSize=7;Max Auto Prepare=0;Auto Prepare Min Usages=5;No Reset On Close=false;Application Name=hub"));

        Assert.Equal(
            (3, 7, 0, 5, false, "hub"),
            (complete.CommandTimeout, complete.MaxPoolSize, complete.MaxAutoPrepare, complete.AutoPrepareMinUsages, complete.NoResetOnClose, complete.ApplicationName));
    }
}
