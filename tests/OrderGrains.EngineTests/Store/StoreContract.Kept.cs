using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Rows_of_a_list_are_kept_the_highest_first_over_a_restart()
    {
        foreach (var minute in (int[])[2, 0, 1])
        {
            await Within.Reason(Store.KeepAsync(Row("jobs", minute, $"first {minute}")));
        }

        await Within.Reason(Store.KeepAsync(Row("jobs.other", 5, "elsewhere")));
        await Within.Reason(Store.KeepAsync(Row("jobs", 1, "second \"ç\" \n")));
        await ReopenAsync();

        Assert.Equal(["first 2", "second \"ç\" \n", "first 0"], (await KeptAsync("jobs")).Select(row => row.Value));
        Assert.Equal(Row("jobs", 2, "first 2"), Assert.Single(await Within.Reason(Store.KeptAsync("jobs", 1, default))));
        Assert.Equal(Row("jobs", 1, "second \"ç\" \n"), await Within.Reason(Store.KeptAsync("jobs", Row("jobs", 1, "").Key, default)));
        Assert.Null(await Within.Reason(Store.KeptAsync("jobs", "none", default)));
        Assert.Empty(await KeptAsync("nothing"));
    }

    [Fact]
    public async Task A_list_is_trimmed_to_its_newest_and_to_an_age()
    {
        for (var minute = 0; minute < 6; minute++)
        {
            await Within.Reason(Store.KeepAsync(Row("a", minute, $"{minute}")));
            await Within.Reason(Store.KeepAsync(Row("b", minute, $"{minute}")));
        }

        await Within.Reason(Store.TrimKeptAsync("a", 4, default));
        Assert.Equal(["5", "4", "3", "2"], (await KeptAsync("a")).Select(row => row.Value));
        await Within.Reason(Store.TrimKeptAsync("a", 4, Change.Noon.AddMinutes(4)));
        Assert.Equal(["5", "4"], (await KeptAsync("a")).Select(row => row.Value));
        await Within.Reason(Store.TrimKeptAsync("a", 4, default));
        Assert.Equal((2, 6), ((await KeptAsync("a")).Count, (await KeptAsync("b")).Count));
    }

    [Fact]
    public async Task A_row_may_be_as_long_as_it_is_said()
    {
        var row = Row("a", 0, new('ç', KeptRow.MaxValue));
        await Within.Reason(Store.KeepAsync(row));
        Assert.Equal(row, Assert.Single(await KeptAsync("a")));
    }

    private static KeptRow Row(string list, int minute, string value) => new(list, $"{KeptRow.KeyAt(Change.Noon.AddMinutes(minute))}-00ff", value);

    private Task<IReadOnlyList<KeptRow>> KeptAsync(string list) => Within.Reason(Store.KeptAsync(list, 100, default));
}
