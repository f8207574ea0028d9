using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace OrderGrains.TestSupport;

/// <summary>What the console answered.</summary>
internal sealed record ConsoleAnswer(int Status, string? Location, string Html, HttpResponseHeaders Headers);

/// <summary>A browser without script: keeps cookies, follows nothing by itself, and sends the token of the last page with each form.</summary>
/// <param name="client">A client that keeps no cookies and follows no redirect.</param>
/// <param name="language">What its <c>Accept-Language</c> says.</param>
internal sealed partial class ConsoleVisitor(HttpClient client, string language = "en")
{
    private static readonly Uri Somewhere = new("http://hub.example");

    /// <summary>Its cookies.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>The token of the last page that had one.</summary>
    public string? Token { get; set; }

    /// <summary>A page.</summary>
    public Task<ConsoleAnswer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>A form, with the token of the last page.</summary>
    public Task<ConsoleAnswer> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(new(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), .. Token is { } token ? [KeyValuePair.Create("form", token)] : (KeyValuePair<string, string>[])[]]),
    });

    /// <summary>Signs in, and has the token of the overview then.</summary>
    public async Task<ConsoleAnswer> SignInAsync(string key, string to = "/console")
    {
        await GetAsync("/console/sign-in");
        var answer = await PostAsync("/console/sign-in", ("key", key), ("to", to));
        if (answer.Status == 302)
        {
            await GetAsync("/console");
        }

        return answer;
    }

    private async Task<ConsoleAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("Accept-Language", language);
            var at = new Uri(Somewhere, request.RequestUri!);
            if (Cookies.GetCookieHeader(at) is { Length: > 0 } cookies)
            {
                request.Headers.Add("Cookie", cookies);
            }

            using var response = await client.SendAsync(request);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                Cookies.SetCookies(at, cookie);
            }

            var html = await response.Content.ReadAsStringAsync();
            Token = TokenField().Match(html) is { Success: true } found ? found.Groups[1].Value : Token;
            return new((int)response.StatusCode, response.Headers.Location?.ToString(), html, response.Headers);
        }
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
