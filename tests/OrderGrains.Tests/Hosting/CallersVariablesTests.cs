using System.Diagnostics;

namespace OrderGrains.Tests.Hosting;

/// <summary>A deployer's shell, with a hub's settings in it, is no place where tests fail.</summary>
public sealed class CallersVariablesTests
{
    [Theory]
    [InlineData("OrderGrains__Storage__Kind", true)]
    [InlineData("ORDERGRAINS__TENANTS__ACME__VTEX__APPKEY", true)]
    [InlineData("ORDERGRAINS_SETTINGS", true)]
    [InlineData("ASPNETCORE_URLS", true)]
    [InlineData("DOTNET_ENVIRONMENT", true)]
    [InlineData("Serilog__MinimumLevel", true)]
    [InlineData("ORDERGRAINS_CAMPAIGN", false)]
    [InlineData("ORDERGRAINS_POSTGRES", false)]
    [InlineData("DOTNET_ROOT", false)]
    [InlineData("PATH", false)]
    public void A_hubs_variables_are_told_from_those_of_the_tests(string name, bool hubs) => Assert.Equal(hubs, CallersVariables.AreHubs(name));

    [Fact]
    public void A_process_that_tests_start_sees_neither()
    {
        var start = new ProcessStartInfo();
        string[] names = ["OrderGrains__Storage__Kind", "ORDERGRAINS_SETTINGS", "ORDERGRAINS_CAMPAIGN", "ASPNETCORE_URLS", "SOMETHING_ELSE"];
        Array.ForEach(names, name => start.Environment[name] = "set");

        Assert.Equal(["SOMETHING_ELSE"], start.WithoutThem().Environment.Keys.Intersect(names));
    }

    [Fact]
    public void The_tests_themselves_see_no_hubs() =>
        Assert.DoesNotContain(Environment.GetEnvironmentVariables().Keys.Cast<string>(), CallersVariables.AreHubs);
}
