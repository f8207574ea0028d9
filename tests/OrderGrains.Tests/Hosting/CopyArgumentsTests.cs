using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public class CopyArgumentsTests
{
    [Theory]
    [InlineData("--from sqlite:data --to settings")]
    [InlineData("--to=settings --from=sqlite:data")]
    public void Both_stores_are_read(string line)
    {
        Assert.True(CopyArguments.TryRead(line.Split(' '), out var read));
        Assert.Equal(("sqlite:data", "settings"), (read.From, read.To));
        Assert.Empty(read.Rest);
    }

    [Fact]
    public void A_connection_string_keeps_its_own_equals_signs_and_what_is_left_is_configuration()
    {
        Assert.True(CopyArguments.TryRead(["--from=postgres:Host=db;Username=hub", "--to", "settings:my.json", "--environment", "Production"], out var read));
        Assert.Equal(("postgres:Host=db;Username=hub", "settings:my.json"), (read.From, read.To));
        Assert.Equal(["--environment", "Production"], read.Rest);
    }

    [Theory]
    [InlineData("--from sqlite:data")]
    [InlineData("--to settings")]
    [InlineData("--from --to settings")]
    [InlineData("--from sqlite:data --to")]
    public void Without_both_there_is_nothing_to_do(string line) => Assert.False(CopyArguments.TryRead(line.Split(' '), out _));
}
