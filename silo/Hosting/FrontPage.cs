using System.Text;
using OrderGrains.Gateway.Console;

namespace OrderGrains.Silo;

/// <summary><c>GET /</c>: what this is, and where things are, as a page for a browser and as text for all else. Names no tenant: who has no key learns of none.</summary>
internal static class FrontPage
{
    private static readonly (string Path, string What)[] Health =
    [
        ("/health/live", "whether the process answers"), ("/health/ready", "whether it takes orders, with the reason where it does not"),
    ];

    private static readonly (string Path, string What)[] Gateway =
    [
        ("/console", "pages for people: each order's story, what needs somebody, the systems that are called"),
        ("/hooks/{tenant}/…", "webhooks of OmniChat, OPABOX and VTEX, each with its sender's key"),
        ("/api/orders", "orders, with an operator's key as X-Api-Key"),
        ("/api/targets", "how the systems that are called do: paused, blocked, queue, last error"),
    ];

    private static readonly (string Path, string What)[] Sandbox =
    [
        ("/sandbox", "stand-ins for VTEX, OmniChat and BonifiQ, and what else there is to try"), ("/sandbox/chat", "a cart to play with"),
    ];

    /// <summary>Serves it.</summary>
    public static void MapFrontPage(this WebApplication app, SiloSettings settings)
    {
        IReadOnlyList<(string Path, string What)> served = [.. settings.Role == "Silo" ? [] : Gateway, .. Health, .. settings.Sandbox.Enabled ? Sandbox : []];
        var page = Text(served);
        app.MapGet("/", (HttpContext http) => settings.Role != "Silo" && WelcomePages.IsFor(http.Request)
            ? WelcomePages.Show(http, served)
            : TypedResults.Text(page, "text/plain", Encoding.UTF8)).ExcludeFromDescription();
    }

    private static string Text(IReadOnlyList<(string Path, string What)> served)
    {
        var text = new StringBuilder("OrderGrains: an order hub between OmniChat, OPABOX, VTEX and BonifiQ.\n\n");
        foreach (var (path, what) in served)
        {
            text.Append(path.PadRight(served.Max(one => one.Path.Length) + 2)).Append(what).Append('\n');
        }

        return text.Append("\nREADME.md has orders to post, docs/operations.md what to watch and what to do about it.\n").ToString();
    }
}
