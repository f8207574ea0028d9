using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Layout;

/// <summary>One request for a page: who looks, in which language, when.</summary>
public sealed class Visit
{
    private readonly HttpContext _http;
    private AntiforgeryTokenSet? _token;

    internal Visit(HttpContext http, Language language, string? name, bool mayAct)
    {
        (_http, L, Name, MayAct) = (http, language, name, mayAct);
        Now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        Settings = http.RequestServices.GetRequiredService<OrderGrainsSettings>();
        Cancelled = http.RequestAborted;
        Sandbox = http.RequestServices.GetService<IConsoleSandbox>() is not null;
    }

    /// <summary>The language.</summary>
    public Language L { get; }

    /// <summary>Who is signed in; null for nobody.</summary>
    public string? Name { get; }

    /// <summary>Whether they may act, and not only look.</summary>
    public bool MayAct { get; }

    /// <summary>The time of the page.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The settings.</summary>
    public OrderGrainsSettings Settings { get; }

    /// <summary>Whether the sandbox's page is served.</summary>
    public bool Sandbox { get; }

    /// <summary>How many orders the lists have, for the rail; null where nobody is signed in.</summary>
    public Counts? Counts { get; internal set; }

    /// <summary>What was just done, said once at the top; null for nothing.</summary>
    public Shown? Told { get; internal set; }

    /// <summary>Ends with the request.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>The page's own path and query.</summary>
    public string Here => $"{_http.Request.PathBase}{_http.Request.Path}{_http.Request.QueryString}";

    /// <summary>The tenant that lists are narrowed to, where the address names one of the settings.</summary>
    public string? Tenant => _http.Request.Query["tenant"].ToString() is { Length: > 0 } tenant && Settings.Tenants.ContainsKey(tenant) ? tenant : null;

    /// <summary>
    /// The token that each form carries, so that no other site's page can post it. Sets its cookie. The framework's own way would set headers too, which every answer has
    /// already.
    /// </summary>
    public AntiforgeryTokenSet FormToken()
    {
        if (_token is not null)
        {
            return _token;
        }

        _token = _http.RequestServices.GetRequiredService<IAntiforgery>().GetTokens(_http);
        if (_token.CookieToken is { } cookie)
        {
            var builder = _http.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie;
            _http.Response.Cookies.Append(builder.Name!, cookie, builder.Build(_http));
        }

        return _token;
    }

    /// <summary>The address of this page in a language.</summary>
    public string In(Language language)
    {
        var query = _http.Request.Query.Where(one => one.Key is not ("lang" or "did")).SelectMany(one => one.Value.Select(value => KeyValuePair.Create(one.Key, value)));
        var path = HttpMethods.IsGet(_http.Request.Method) ? _http.Request.Path.ToString() : Paths.Overview;
        return $"{path}{QueryString.Create(query).Add("lang", language.Tag)}";
    }

    /// <summary>A time as it is written without script: in UTC.</summary>
    public string Clock(DateTimeOffset at, string form)
    {
        var utc = at.UtcDateTime;
        var time = utc.ToString(form switch { "m" => "HH:mm", "ms" => "HH:mm:ss.fff", _ => "HH:mm:ss" });
        return utc.Date == Now.UtcDateTime.Date ? time : $"{L.Day(at.ToUniversalTime(), Now)}, {time}";
    }

    /// <summary>How long until a time, such as <c>in 24 s</c>; <c>now</c> where it has come.</summary>
    public string In(DateTimeOffset at) => at <= Now ? L["now", "agora"] : $"{L["in", "em"]}\u00A0{L.Span(Whole(at - Now))}";

    /// <summary>How long since a time.</summary>
    public string For(DateTimeOffset since) => L.Span(Whole(Now - since));

    /// <summary>What is counted in seconds is not shown in milliseconds.</summary>
    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromSeconds(Math.Max(0, Math.Round(span.TotalSeconds)));
}

/// <summary>How many orders the lists have.</summary>
/// <param name="Person">That need a person.</param>
/// <param name="Parked">Of which a call stopped.</param>
/// <param name="Retrying">Whose calls failed and are tried again; null where that is not counted.</param>
/// <param name="Waiting">That wait for a result; null where that is not counted.</param>
/// <param name="Unmatched">Notifications that name no order.</param>
/// <param name="Refused">Bodies that were refused.</param>
/// <param name="Targets">Systems that are called.</param>
/// <param name="Troubled">Of these, those that do not serve.</param>
public sealed record Counts(int? Person, int? Parked, int? Retrying, int? Waiting, int Unmatched, int Refused, int Targets, int Troubled);
