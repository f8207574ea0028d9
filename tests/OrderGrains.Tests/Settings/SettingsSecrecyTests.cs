using System.Text;
using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;

namespace OrderGrains.Tests;

public class SettingsSecrecyTests
{
    [Theory]
    [InlineData("zq9")]
    [InlineData("zq9 with spaces é")]
    [InlineData("https://zq9.example/?zq9#zq9")]
    [InlineData("zq9:zq9")]
    public void No_message_quotes_a_value_whichever_key_it_is_written_to(string value)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(ExampleSettings.Json));
        var keys = new ConfigurationBuilder().AddJsonStream(json).Build().AsEnumerable().Select(pair => pair.Key)
            .Where(key => key.Contains(':', StringComparison.Ordinal));

        foreach (var key in keys)
        {
            var read = ExampleSettings.With(development: false, (key["OrderGrains:".Length..], value));
            Assert.All(read.Problems, problem => Assert.DoesNotContain("zq9", problem.ToString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_message_quotes_a_value_of_settings_that_are_wrong_throughout()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(ExampleSettings.Json));
        var configuration = new ConfigurationBuilder().AddJsonStream(json).Build();
        foreach (var (key, written) in configuration.AsEnumerable().Where(pair => !string.IsNullOrEmpty(pair.Value)).ToArray())
        {
            configuration[key] = $"zq9 {written} é";
        }

        var problems = ReadSettings.From(configuration, development: false).Problems;

        Assert.True(problems.Count > 20);
        Assert.All(problems, problem => Assert.DoesNotContain("zq9", problem.ToString(), StringComparison.Ordinal));
    }
}
