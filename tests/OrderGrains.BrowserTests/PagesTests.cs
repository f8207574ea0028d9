using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace OrderGrains.BrowserTests;

/// <summary>Every page, as everybody sees it. The pictures are kept, to be looked at.</summary>
public sealed class PagesTests(PlayedHub hub) : IClassFixture<PlayedHub>
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview", "/console"), ("delivered", PlayedHub.Order(PlayedHub.Delivered)), ("on-its-way", PlayedHub.Order(PlayedHub.OnItsWay)),
        ("refused", PlayedHub.Order(PlayedHub.Refused)), ("parked", PlayedHub.Order(PlayedHub.Parked)), ("retried", PlayedHub.Order(PlayedHub.Retried)),
        ("chat", "/console/orders/sandbox/omnichat/ORDER_ID"), ("turn", $"{PlayedHub.Order(PlayedHub.Delivered)}/turns/1"), ("person", "/console/person"),
        ("person-of-reason", "/console/person?reason=TellShopper"), ("retrying", "/console/retrying"), ("waiting", "/console/waiting"), ("stopped", "/console/parked"),
        ("orders", "/console/orders"), ("targets", "/console/targets"), ("unmatched", "/console/unmatched"), ("bodies", "/console/refused"), ("tenants", "/console/tenants"),
        ("sandbox", "/console/sandbox"), ("unknown", "/console/orders/sandbox/opabox/none"),
    ];

    [Theory]
    [InlineData(1440, false, "en-US")]
    [InlineData(1440, true, "pt-BR")]
    [InlineData(390, false, "pt-BR")]
    [InlineData(390, true, "en-US")]
    public async Task Each_page_fits_obeys_its_policy_and_can_be_used_by_everybody(int width, bool dark, string language)
    {
        Look look = new(width, dark, language);
        var (problems, page) = (new List<string>(), await hub.EnterAsync(look));
        page.Console += (_, message) => Note(problems, message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal), $"{page.Url}: {message.Text}");
        page.PageError += (_, error) => problems.Add($"{page.Url}: {error}");
        foreach (var (name, path) in Pages)
        {
            var answer = (await page.GotoAsync(path))!;
            Note(problems, answer.Status != (name == "unknown" ? 404 : 200), $"{name}: {answer.Status}");
            var bytes = (await answer.BodyAsync()).Length;
            Note(problems, bytes > 60_000, $"{name}: {bytes} bytes");
            var wider = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Note(problems, wider > 0, $"{name}: {wider} pixels wider than the screen");
            await page.ScreenshotAsync(new() { Path = Path.Combine(PlayedHub.Pictures, $"{name}-{look}.png"), FullPage = true });
            problems.AddRange(await SeriousAsync(page, name));
        }

        Assert.Empty(problems);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_the_front_page_and_the_sign_in_page()
    {
        foreach (var look in (Look[])[new(), new(390, true, "pt-BR")])
        {
            var page = await hub.OpenAsync(look);
            await page.GotoAsync("/");
            await page.ScreenshotAsync(new() { Path = Path.Combine(PlayedHub.Pictures, $"front-{look}.png"), FullPage = true });
            Assert.Empty(await SeriousAsync(page, "front"));
            await page.ClickAsync("a.primary");
            await page.ScreenshotAsync(new() { Path = Path.Combine(PlayedHub.Pictures, $"sign-in-{look}.png"), FullPage = true });
            Assert.Empty(await SeriousAsync(page, "sign-in"));
            await page.FillAsync("input[name=key]", "no operator's key");
            await page.ClickAsync("button.primary");
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Without_script_each_page_says_as_much()
    {
        var page = await hub.EnterAsync(new(Script: false));
        foreach (var (name, path) in Pages)
        {
            await page.GotoAsync(path);
            Assert.NotEmpty(await page.Locator("h1").InnerTextAsync());
            Assert.True(await page.Locator("main").IsVisibleAsync(), name);
        }

        await page.GotoAsync(PlayedHub.Order(PlayedHub.Refused));
        await Assertions.Expect(page.Locator(".lead")).ToContainTextAsync("nothing, until a person decides");
        await Assertions.Expect(page.Locator(".clock")).ToContainTextAsync("UTC");
        await page.ScreenshotAsync(new() { Path = Path.Combine(PlayedHub.Pictures, "refused-noscript.png"), FullPage = true });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_order_prints_with_its_story_and_without_what_is_for_the_screen()
    {
        var page = await hub.EnterAsync(new());
        await page.GotoAsync(PlayedHub.Order(PlayedHub.Refused));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Locator(".rail").IsVisibleAsync());
        Assert.False(await page.Locator(".do").IsVisibleAsync());
        Assert.True(await page.Locator("ol.tl").IsVisibleAsync());
        await page.ScreenshotAsync(new() { Path = Path.Combine(PlayedHub.Pictures, "refused-print.png"), FullPage = true });
        await page.Context.CloseAsync();
    }

    private static void Note(List<string> problems, bool isOne, string problem)
    {
        if (isOne)
        {
            problems.Add(problem);
        }
    }

    /// <summary>What axe calls serious or critical.</summary>
    private static async Task<IReadOnlyList<string>> SeriousAsync(IPage page, string name)
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<JsonElement>(
            "axe.run().then(result => result.violations.map(one => ({ id: one.id, impact: one.impact, where: one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ') })))");
        return
        [
            .. found.EnumerateArray().Where(one => one.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(one => $"{name}: {one.GetProperty("id")} at {one.GetProperty("where")}"),
        ];
    }
}
