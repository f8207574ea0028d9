using System.Net;
using System.Reflection;
using OrderGrains.Grains;
using Orleans.Runtime;

namespace OrderGrains.EngineTests.Hub;

/// <summary>What a silo says of itself in a table that others write to at the same time.</summary>
public sealed class OwnRowTests
{
    private static readonly SiloAddress Self = SiloAddress.New(IPAddress.Loopback, 11111, 1);

    private readonly Contended _table;
    private readonly BoundedMembership _membership;

    public OwnRowTests()
    {
        var table = DispatchProxy.Create<IMembershipTable, Contended>();
        _table = (Contended)table;
        _membership = new(table, Self.Endpoint);
    }

    [Fact]
    public async Task Its_own_row_is_written_again_where_others_have_written_others()
    {
        _table.Stored = Row(SiloStatus.Joining);

        Assert.True(await _membership.UpdateRowAsync(Row(SiloStatus.Active), "1", new(1, "1"), default));
        Assert.Equal([1, 8, 8], _table.Written);
    }

    [Theory]
    [InlineData(SiloStatus.Dead, 0)]
    [InlineData(SiloStatus.Joining, 1)]
    public async Task A_row_that_others_have_changed_is_the_frameworks_business(SiloStatus status, int votes)
    {
        _table.Stored = Row(status);
        _table.Stored.SuspectTimes = [.. Enumerable.Repeat(Tuple.Create(Self, DateTime.UnixEpoch), votes)];

        Assert.False(await _membership.UpdateRowAsync(Row(SiloStatus.Active), "1", new(1, "1"), default));
        Assert.Equal([1], _table.Written);
    }

    [Fact]
    public async Task A_row_of_another_silo_is_the_frameworks_business()
    {
        _table.Stored = Row(SiloStatus.Active);
        var membership = new BoundedMembership((IMembershipTable)(object)_table, new(IPAddress.Loopback, 11112));

        Assert.False(await membership.UpdateRowAsync(Row(SiloStatus.Dead), "1", new(1, "1"), default));
        Assert.Equal([1], _table.Written);
    }

    private static MembershipEntry Row(SiloStatus status) => new() { SiloAddress = Self, Status = status };

    /// <summary>A table that others write to twice before a write of ours is the first.</summary>
    public class Contended : DispatchProxy
    {
        internal MembershipEntry Stored { get; set; } = null!;

        internal List<int> Written { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IMembershipTable.ReadAllAsync))
            {
                return Task.FromResult(new MembershipTableData([Tuple.Create(Stored, "7")], new TableVersion(7, "7")));
            }

            Written.Add(args!.OfType<TableVersion>().Single().Version);
            return Task.FromResult(Written.Count > 2);
        }
    }
}
