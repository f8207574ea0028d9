using System.Net;
using OrderGrains.Gateway.Console.Session;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Tests.Gateway.Console;

public sealed class ConsoleSessionTests
{
    [Fact]
    public async Task Who_is_not_signed_in_gets_the_sign_in_page_and_comes_back_to_where_they_wanted()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync(key: null);
        var asked = await visitor.GetAsync("/console/person?reason=TellShopper&tenant=acme");
        Assert.Equal(401, asked.Status);
        Assert.Contains("value=\"/console/person?reason=TellShopper&amp;tenant=acme\"", asked.Html, StringComparison.Ordinal);

        var entered = await visitor.PostAsync("/console/sign-in", ("key", GatewayHost.OperatorKey), ("to", "/console/person?reason=TellShopper&tenant=acme"));
        Assert.Equal((302, "/console/person?reason=TellShopper&tenant=acme"), (entered.Status, entered.Location));
        Assert.Equal(200, (await visitor.GetAsync(entered.Location!)).Status);
    }

    [Theory]
    [InlineData("https://elsewhere.example/console")]
    [InlineData("//elsewhere.example/console")]
    [InlineData("/console/..//elsewhere.example")]
    [InlineData("/console/\\elsewhere.example")]
    [InlineData("/consoles")]
    [InlineData("/api/orders")]
    [InlineData("")]
    public async Task Nobody_is_led_elsewhere(string to)
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync(key: null);
        Assert.Equal((302, "/console"), await visitor.SignInAsync(GatewayHost.OperatorKey, to) is var answer ? (answer.Status, answer.Location) : default);
    }

    [Fact]
    public async Task The_cookie_is_for_the_console_alone_and_no_script_reads_it()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync(key: null);
        var answer = await visitor.SignInAsync(GatewayHost.OperatorKey);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), one => one.StartsWith("ordergrains-session=", StringComparison.Ordinal));
        Assert.Contains("path=/console", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(GatewayHost.OperatorKey, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_said_and_slowed_as_everywhere()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync(key: null);
        for (var tries = 0; tries < WrongKeys.Free; tries++)
        {
            var refused = await visitor.SignInAsync("wrong");
            Assert.Equal((401, true), (refused.Status, refused.Html.Contains("No operator has this key.", StringComparison.Ordinal)));
        }

        var slowed = visitor.PostAsync("/console/sign-in", ("key", "wrong"), ("to", "/console"));
        await Within.Until(host.Clock.Timers, () => host.Clock.Armed == 2); // The minute, and the wait.
        Assert.False(slowed.IsCompleted);
        host.Clock.Advance(WrongKeys.Slowed);
        Assert.Equal(401, (await slowed).Status);
        Assert.Equal(302, (await visitor.SignInAsync(GatewayHost.OperatorKey)).Status);
    }

    [Fact]
    public async Task An_empty_key_is_nobodys()
    {
        await using var host = await GatewayHost.StartAsync(); // One of its operators has no key.
        Assert.Equal(401, (await (await host.VisitAsync(key: null)).SignInAsync("")).Status);
    }

    [Fact]
    public async Task A_session_rests_half_an_hour_and_no_longer()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync();
        for (var pages = 0; pages < 4; pages++)
        {
            host.Clock.Advance(ConsoleSession.Idle - TimeSpan.FromMinutes(1));
            Assert.Equal(200, (await visitor.GetAsync("/console/targets")).Status);
        }

        host.Clock.Advance(ConsoleSession.Idle + TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await visitor.GetAsync("/console/targets")).Status);
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_however_busy_it_is()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync();
        var step = TimeSpan.FromMinutes(20);
        for (var passed = step; passed < ConsoleSession.Life; passed += step)
        {
            host.Clock.Advance(step);
            Assert.Equal(200, (await visitor.GetAsync("/console/targets")).Status);
        }

        host.Clock.Advance(step);
        Assert.Equal(401, (await visitor.GetAsync("/console/targets")).Status);
    }

    [Fact]
    public async Task A_key_that_is_taken_away_ends_its_sessions()
    {
        OperatorSettings? known = null;
        await using var host = await GatewayHost.StartAsync(settings => known = settings.Operators[0]);
        var visitor = await host.VisitAsync();
        known!.Key = "another-key-of-the-same-name";
        Assert.Equal(401, (await visitor.GetAsync("/console/targets")).Status);
        known.Key = GatewayHost.OperatorKey;
        Assert.Equal(401, (await visitor.GetAsync("/console/targets")).Status); // Its cookie went with it.
        Assert.Equal(302, (await visitor.SignInAsync(GatewayHost.OperatorKey)).Status);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_counts_at_once()
    {
        OperatorSettings? known = null;
        await using var host = await GatewayHost.StartAsync(settings => known = settings.Operators[0]);
        var visitor = await host.VisitAsync();
        known!.Role = "Reader";
        Assert.Equal(403, (await visitor.PostAsync("/console/targets/acme/vtex/pause")).Status);
        Assert.Empty(host.Targets.Paused);
    }

    [Fact]
    public async Task Who_signs_out_is_out()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync(GatewayHost.ReaderKey);
        Assert.Equal(302, (await visitor.PostAsync("/console/sign-out")).Status);
        Assert.Equal(401, (await visitor.GetAsync("/console")).Status);
    }

    [Fact]
    public async Task A_form_of_another_session_does_nothing()
    {
        await using var host = await GatewayHost.StartAsync();
        var (one, other) = (await host.VisitAsync(), await host.VisitAsync());
        one.Token = other.Token;
        Assert.Equal(400, (await one.PostAsync("/console/targets/acme/vtex/pause")).Status);
        Assert.Empty(host.Targets.Paused);

        await one.GetAsync("/console/targets");
        Assert.Equal(302, (await one.PostAsync("/console/targets/acme/vtex/pause")).Status);
        Assert.Equal("ops", host.Targets.Paused[("acme", "vtex")]);
    }

    [Fact]
    public async Task A_body_that_is_no_form_or_too_large_does_nothing()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync();
        Assert.Equal(400, (await visitor.PostAsync("/console/targets/acme/vtex/pause", ("x", new string('x', 70_000)))).Status);
        Assert.Equal(400, (await visitor.PostAsync("/console/targets/acme/vtex/pause", [.. Enumerable.Range(0, 400).Select(one => ($"x{one}", ""))])).Status);
        using var json = await host.Client.PostAsync("/console/sign-in", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Unauthorized, json.StatusCode);
        Assert.Empty(host.Targets.Paused);
    }

    [Fact]
    public async Task A_hub_that_does_not_serve_says_so_on_every_page()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync();
        host.Engine.Answer = (_, _) => throw new EngineUnavailableException("stopping", TimeSpan.FromSeconds(2));
        host.Engine.Records[OrderId.Parse("acme/opabox/1")] = Orders.Paid("acme/opabox/1");
        await visitor.GetAsync("/console/orders/acme/opabox/1");
        var answer = await visitor.PostAsync("/console/orders/acme/opabox/1/cancel");
        Assert.Equal((503, "2"), (answer.Status, answer.Headers.RetryAfter?.ToString()));
        Assert.Contains("The hub does not serve now", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_in_a_folder_outlive_the_process_and_are_the_owners_alone()
    {
        using var folder = new TemporaryFolder();
        var keys = Path.Combine(folder.Path, "console");
        ConsoleVisitor before;
        await using (var first = await GatewayHost.StartAsync(consoleKeys: keys))
        {
            before = await first.VisitAsync();
        }

        await using var second = await GatewayHost.StartAsync(consoleKeys: keys);
        var after = await second.VisitAsync(key: null);
        after.Cookies.Add(before.Cookies.GetAllCookies());
        Assert.Equal(200, (await after.GetAsync("/console/targets")).Status);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));
        }
    }

    [Fact]
    public async Task The_browser_says_the_language_until_somebody_chooses_one()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync(language: "pt-PT,pt;q=0.9,en;q=0.5");
        Assert.Contains("<html lang=\"pt-BR\">", (await visitor.GetAsync("/console/targets")).Html, StringComparison.Ordinal);

        var chosen = await visitor.GetAsync("/console/person?tenant=acme&lang=en");
        Assert.Equal((302, "/console/person?tenant=acme"), (chosen.Status, chosen.Location));
        Assert.Contains("<html lang=\"en\">", (await visitor.GetAsync("/console/targets")).Html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", (await (await host.VisitAsync(language: "fr,de;q=0.8")).GetAsync("/console")).Html, StringComparison.Ordinal);
    }
}
