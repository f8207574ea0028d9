using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public class VtexHookCommandTests
{
    [Theory]
    [InlineData("--tenant acme", "acme", null, false)]
    [InlineData("--check --tenant=acme --settings my.json", "acme", "my.json", true)]
    [InlineData("--settings=my.json --tenant acme --check", "acme", "my.json", true)]
    public void The_arguments_are_read(string line, string tenant, string? settings, bool check)
    {
        Assert.True(VtexHookArguments.TryRead(line.Split(' '), out var read));
        Assert.Equal((tenant, settings, check), (read.Tenant, read.Settings, read.Check));
        Assert.Empty(read.Rest);
    }

    [Theory]
    [InlineData("--check")]
    [InlineData("--tenant")]
    [InlineData("--tenant --check")]
    [InlineData("--tenant acme --settings")]
    public void Without_a_tenant_or_a_file_there_is_nothing_to_do(string line) =>
        Assert.False(VtexHookArguments.TryRead(line.Split(' '), out _));

    [Fact]
    public void What_is_left_is_configuration()
    {
        Assert.True(VtexHookArguments.TryRead(["--tenant", "acme", "--OrderGrains:Retry:MaxDelay=00:30:00", "--environment", "Production"], out var read));
        Assert.Equal(["--OrderGrains:Retry:MaxDelay=00:30:00", "--environment", "Production"], read.Rest);
    }

    [Theory]
    [InlineData(OrderHookState.Registered, 0, "is registered")]
    [InlineData(OrderHookState.Missing, 1, "silo vtex-hook --tenant acme")]
    [InlineData(OrderHookState.Different, 1, "Replace it")]
    [InlineData(OrderHookState.Unknown, 1, "HTTP 403")]
    public async Task The_exit_code_says_whether_VTEX_has_it(OrderHookState state, int code, string told)
    {
        foreach (var check in (bool[])[true, false])
        {
            var hooks = new ScriptedHooks { Hook = new(state, "HTTP 403: no licence.") };
            using var text = new StringWriter();
            Assert.Equal(code, await VtexHookCommand.RunAsync(new("acme", null, check, []), hooks, text));
            Assert.Contains(told, text.ToString(), StringComparison.Ordinal);
            Assert.Equal(check ? 0 : 1, hooks.Registrations);
        }
    }
}
