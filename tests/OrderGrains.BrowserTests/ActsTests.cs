using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OrderGrains.BrowserTests;

/// <summary>What people do on the pages, with a mouse and with keys.</summary>
public sealed class ActsTests(PlayedHub hub) : IClassFixture<PlayedHub>
{
    [Fact]
    public async Task An_outage_is_seen_understood_paused_resumed_and_over_from_the_console_alone()
    {
        var page = await hub.EnterAsync(new());
        await SwitchAsync(page, "VTEX does not answer (HTTP 503)");
        for (var orders = 0; orders < 5; orders++)
        {
            await page.SelectOptionAsync("select[name=event]", "opabox-1");
            await page.FillAsync("input[name=order]", $"outage-{orders}");
            await page.ClickAsync("form[action$='/send'] button");
            await Assertions.Expect(page.Locator(".sent")).ToContainTextAsync("200 accepted");
        }

        // Is it us or them?
        await SeenAsync(page, "/console", "h1", new("VTEX of sandbox is down; its orders wait safely"));
        await page.GotoAsync("/console/retrying");
        await Assertions.Expect(page.Locator("td.rq").First).ToContainTextAsync("it does not answer");
        await page.GotoAsync("/console/orders/sandbox/opabox/outage-0");
        await Assertions.Expect(page.Locator(".lead")).ToContainTextAsync(new Regex("VTEX is asked to place it"));

        // Paused while somebody looks into it, and resumed.
        await page.GotoAsync("/console/targets");
        await page.ClickAsync("form[action$='/sandbox/vtex/pause'] button");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Paused");
        await Assertions.Expect(page.Locator("li", new() { Has = page.Locator("form[action$='/sandbox/vtex/resume']") })).ToContainTextAsync("By sandbox");
        await SwitchAsync(page, "");
        await page.GotoAsync("/console/targets");
        await page.ClickAsync("form[action$='/sandbox/vtex/resume'] button");

        // Over: each is placed by itself.
        for (var orders = 0; orders < 5; orders++)
        {
            await hub.UntilAsync($"opabox/outage-{orders}", order => (string?)order["vtex"]!["state"] == "Integrated");
        }

        await SeenAsync(page, "/console", "h1", new("^(?!.*VTEX of sandbox is down)"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_refused_order_is_cancelled_as_the_page_said_and_the_refund_is_said()
    {
        const string Id = "cancel-me";
        await hub.OpaboxAsync(2, Id, "SANDBOX-NO-STOCK");
        await hub.UntilAsync($"opabox/{Id}", order => (string?)order["attention"]?["reason"] == "TellShopper");
        var page = await hub.EnterAsync(new(390));
        await page.GotoAsync(PlayedHub.Order(Id));
        await page.GetByText("Cancel the order").First.ClickAsync();
        await Assertions.Expect(page.Locator("details[open]", new() { HasText = "Cancel the order" })).ToContainTextAsync("The order becomes Cancelled.");
        await page.ClickAsync("form[action$='/cancel'] button");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("cancelled here");
        await Assertions.Expect(page.Locator(".strip")).ToContainTextAsync("Cancelled");

        var refunded = page.Locator("details", new() { Has = page.Locator("form[action$='/refunded']") });
        if (await refunded.GetAttributeAsync("open") is null) // What is expected next is open already.
        {
            await refunded.Locator("summary").ClickAsync();
        }

        await page.ClickAsync("form[action$='/refunded'] button");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("given back");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveCountAsync(0); // Said once.
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_call_is_skipped_and_retried()
    {
        var page = await hub.EnterAsync(new());
        await page.GotoAsync(PlayedHub.Order(PlayedHub.Parked));
        await page.GetByText("Skip Pending to BonifiQ").First.ClickAsync();
        await page.ClickAsync("form[action$='/skip'] button");
        await Assertions.Expect(page.Locator(".req")).ToContainTextAsync("Skipped");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Keys_search_and_go_from_line_to_line()
    {
        var page = await hub.EnterAsync(new());
        await page.GotoAsync("/console/orders");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        Assert.Equal(1, await page.EvaluateAsync<int>("[...document.querySelectorAll('[data-line]')].findIndex(one => one.contains(document.activeElement))"));
        await page.Keyboard.PressAsync("k");
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('[data-line]')].findIndex(one => one.contains(document.activeElement))"));

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(PlayedHub.Delivered[..10]);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**{PlayedHub.Order(PlayedHub.Delivered)}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Times_are_in_the_viewers_zone_with_the_UTC_on_hover()
    {
        var page = await hub.EnterAsync(new());
        await page.GotoAsync(PlayedHub.Order(PlayedHub.Delivered));
        var time = page.Locator("ol.tl time").First;
        var at = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.EndsWith(at.ToOffset(TimeSpan.FromHours(-3)).ToString("HH:mm:ss"), await time.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'"), await time.GetAttributeAsync("title"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_language_is_chosen_and_kept()
    {
        var page = await hub.EnterAsync(new(Language: "fr-FR"));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.GetByText("Português").ClickAsync();
        await page.GotoAsync("/console/targets");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "pt-BR");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_signs_out_is_asked_for_a_key_and_going_back_shows_nothing()
    {
        var page = await hub.EnterAsync(new());
        await page.GotoAsync("/console/person");
        await page.GetByText("Sign out").ClickAsync();
        await Assertions.Expect(page.Locator("input[name=key]")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("input[name=key]")).ToBeVisibleAsync(); // No page was kept.
        await page.Context.CloseAsync();
    }

    private static async Task SwitchAsync(IPage page, string fault)
    {
        await page.GotoAsync("/console/sandbox");
        await page.SelectOptionAsync("select[name=fault]", new SelectOptionValue { Label = fault.Length == 0 ? "No fault" : fault });
        await page.ClickAsync("form[action$='/fault'] button");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(fault.Length == 0 ? "work as they should" : "have a fault");
    }

    /// <summary>Reloads a page until it says something.</summary>
    private static Task SeenAsync(IPage page, string path, string selector, Regex says) => Within.Until(
        async () =>
        {
            await page.GotoAsync(path);
            return await page.Locator(selector).InnerTextAsync();
        },
        text => says.IsMatch(text),
        says.ToString(),
        () => "");
}
