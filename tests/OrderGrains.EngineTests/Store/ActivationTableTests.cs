using OrderGrains.Embedded;
using OrderGrains.Embedded.Mailboxes;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public sealed class ActivationTableTests
{
    private const int Most = 100;

    [Fact]
    public void Who_comes_while_another_makes_room_finds_room()
    {
        var table = new ActivationTable(new EmbeddedOptions { DataDirectory = "none", MaxActivations = Most });

        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => table.GetOrAdd(Some.Order($"o{i}")));

        Assert.InRange(table.Count, 1, Most + 8); // Each of those who come at once may have seen the last place.
    }

    [Fact]
    public void What_is_at_work_stays_and_one_more_is_refused()
    {
        var table = new ActivationTable(new EmbeddedOptions { DataDirectory = "none", MaxActivations = 2 });
        foreach (var id in (string[])["o1", "o2"])
        {
            table.GetOrAdd(Some.Order(id)).Post(new WaitingCommand(new Wake(), Message.Internal, WorkScheduler.ThreadPool, true, default), 0);
        }

        Assert.Throws<EngineUnavailableException>(() => table.GetOrAdd(Some.Order("o3")));
        Assert.NotNull(table.Find(Some.Order("o1")));
    }
}
