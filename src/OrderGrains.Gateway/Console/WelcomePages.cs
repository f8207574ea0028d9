using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Session;

namespace OrderGrains.Gateway.Console;

/// <summary><c>GET /</c> for a browser: what this is, and the way to the console. Names no tenant.</summary>
public static class WelcomePages
{
    /// <summary>Whether a request wants a page: a browser says so, and nothing else does.</summary>
    public static bool IsFor(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="served">What is served, and what it is.</param>
    public static IResult Show(HttpContext http, IReadOnlyList<(string Path, string What)> served) =>
        LanguageChoice.Keep(http) ?? Pages.Of<WelcomePage>(new(http, LanguageChoice.Of(http), null, false), served);
}
