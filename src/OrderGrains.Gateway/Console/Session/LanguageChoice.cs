using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Session;

/// <summary>The language of a page: the one that the viewer chose, which a cookie keeps, else the browser's.</summary>
internal static class LanguageChoice
{
    private const string Name = "ordergrains-language";

    /// <summary>The language of a request.</summary>
    public static Language Of(HttpContext http) => Language.Of(http.Request.Cookies[Name]) ?? Language.Of(http.Request);

    /// <summary>Keeps a choice that the address makes (<c>?lang=</c>), and the same address without it; null where it makes none.</summary>
    public static IResult? Keep(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || Language.Of(http.Request.Query["lang"].ToString()) is not { } chosen)
        {
            return null;
        }

        http.Response.Cookies.Append(Name, chosen.Tag, new()
        {
            Path = "/", HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true, MaxAge = TimeSpan.FromDays(365),
        });
        var rest = http.Request.Query.Where(one => one.Key != "lang").SelectMany(one => one.Value.Select(value => KeyValuePair.Create(one.Key, value)));
        return Results.LocalRedirect($"{http.Request.Path}{QueryString.Create(rest)}");
    }
}
