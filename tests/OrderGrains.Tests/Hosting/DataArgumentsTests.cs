using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public class DataArgumentsTests
{
    [Fact]
    public void A_folder_on_the_command_line_wins_over_a_storage_of_the_settings()
    {
        Assert.True(DataArguments.TryRead("--to", ["--to", "a.db", "--data", "folder"], out var read));

        var settings = Start.Read(
            ["--environment=Production", "--OrderGrains:Storage:Kind=Postgres", "--OrderGrains:Role=Silo", .. read.Rest])!.Value.Settings;
        Assert.Equal(("Sqlite", Path.GetFullPath("folder")), (settings.Storage.Kind, settings.Storage.DataDirectory));
    }

    [Theory]
    [InlineData("--data folder")]
    [InlineData("--to a.db --data")]
    public void Without_a_file_or_the_folder_there_is_nothing_to_do(string line) => Assert.False(DataArguments.TryRead("--to", line.Split(' '), out _));
}
