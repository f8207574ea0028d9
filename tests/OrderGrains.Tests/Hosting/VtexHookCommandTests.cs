using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public class VtexHookCommandTests
{
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
            var line = Commands.Create(static _ => static _ => Task.FromResult(0)).Parse(["vtex-hook", "--tenant", "acme"]);
            Assert.Equal(code, await VtexHookCommand.RunAsync(new(line, [], text, TextWriter.Null), "acme", Target.Vtex, check, hooks));
            Assert.Contains(told, text.ToString(), StringComparison.Ordinal);
            Assert.Equal(check ? 0 : 1, hooks.Registrations);
        }
    }

    [Fact]
    public async Task A_tenant_that_is_none_is_told_with_those_that_are()
    {
        var typed = await Typed.RunAsync("vtex-hook", "--tenant", "acmee", "--environment", "Development");

        Assert.Equal((2, "The settings name no tenant acmee that has VTEX. There are sandbox."), (typed.Code, typed.Error));
    }
}
