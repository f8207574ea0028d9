using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace OrderGrains.Tests.Gateway.Console;

/// <summary>A page, parsed, and what holds for each page of the console.</summary>
internal static class Page
{
    private static readonly HtmlParser Parser = new();

    /// <summary>The page of an answer with a status, which is as every page must be.</summary>
    public static IHtmlDocument Of(ConsoleAnswer answer, int status = 200)
    {
        Assert.Equal(status, answer.Status);
        var page = Parser.ParseDocument(answer.Html);
        Demand(page);
        return page;
    }

    /// <summary>The text of the only element that a selector finds, its spaces as one.</summary>
    public static string Text(this IParentNode within, string selector) => Plain(Assert.Single(within.QuerySelectorAll(selector)).TextContent);

    /// <summary>The texts of all elements that a selector finds.</summary>
    public static string[] Texts(this IParentNode within, string selector) => [.. within.QuerySelectorAll(selector).Select(one => Plain(one.TextContent))];

    private static string Plain(string text) => string.Join(' ', text.Replace('\u00A0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Demand(IHtmlDocument page)
    {
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Contains(page.DocumentElement.GetAttribute("lang"), (string[])["en", "pt-BR"]);
        Assert.NotEmpty(page.Title!);
        var ids = page.QuerySelectorAll("[id]").Select(one => one.Id).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), one => Assert.NotNull(page.GetElementById(one.GetAttribute("aria-labelledby")!)));
        Assert.All(page.QuerySelectorAll("a[href^='#']"), one => Assert.NotNull(page.GetElementById(one.GetAttribute("href")![1..])));

        // The content security policy would leave these out.
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
        Assert.All(page.All, one => Assert.DoesNotContain(one.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));

        Assert.All(page.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector("input[name=form][value]")));
        Assert.All(page.QuerySelectorAll("time"), time => Assert.True(DateTimeOffset.TryParse(time.GetAttribute("datetime"), out _)));
        Assert.All(
            page.QuerySelectorAll("input:not([type=hidden]), select").Where(one => one.GetAttribute("aria-label") is null),
            one => Assert.True(one.Closest("label") is not null || page.QuerySelector($"label[for='{one.Id}']") is not null, one.OuterHtml));
        Assert.All(page.QuerySelectorAll("svg:not([aria-hidden])"), svg => Assert.True(svg.Closest("[aria-hidden], [aria-label]") is not null, svg.OuterHtml));
    }
}
