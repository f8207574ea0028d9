using Microsoft.Playwright;

namespace OrderGrains.BrowserTests;

/// <summary>How a page is looked at.</summary>
/// <param name="Width">Of the screen, in pixels.</param>
/// <param name="Dark">Whether the viewer wants it dark.</param>
/// <param name="Language">The browser's.</param>
/// <param name="Script">Whether script runs.</param>
internal sealed record Look(int Width = 1440, bool Dark = false, string Language = "en-US", bool Script = true)
{
    /// <summary>As part of a file's name.</summary>
    public override string ToString() => $"{Language[..2]}-{Width}-{(Dark ? "dark" : "light")}{(Script ? "" : "-noscript")}";
}

/// <summary>The machine's own Chromium, in São Paulo's time.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright driver, IBrowser browser) => (_driver, _browser) = (driver, browser);

    /// <summary>Starts it.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var path = Known.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("There is no Chromium: apt-get install chromium (docs/testing.md).");
        var driver = await Playwright.CreateAsync();
        return new(driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] }));
    }

    /// <summary>A window without a session.</summary>
    public async Task<IPage> OpenAsync(Uri hub, Look look)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = hub.ToString(),
            ViewportSize = new() { Width = look.Width, Height = look.Width < 500 ? 844 : 1000 },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = look.Language,
            JavaScriptEnabled = look.Script,
            TimezoneId = "America/Sao_Paulo",
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)Within.Patience.TotalMilliseconds);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }
}
