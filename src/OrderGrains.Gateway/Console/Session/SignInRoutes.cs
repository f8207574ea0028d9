using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Session;

/// <summary>What the sign-in page shows.</summary>
/// <param name="To">Where to go afterwards.</param>
/// <param name="Why">Why it is shown again; null the first time.</param>
/// <param name="Health">Whether the hub serves.</param>
/// <param name="IsPrivate">Whether the connection may carry a key.</param>
public sealed record SignInModel(string To, Shown? Why, Shown Health, bool IsPrivate);

/// <summary>Sign-in with an operator's key, and sign-out.</summary>
internal static class SignInRoutes
{
    /// <summary>Maps <c>GET</c> and <c>POST /console/sign-in</c>, which ask for no session.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Paths.SignIn, (HttpContext http) => LanguageChoice.Keep(http) ?? Ask(http, StatusCodes.Status200OK)).ExcludeFromDescription();
        app.MapPost(Paths.SignIn, EnterAsync).ExcludeFromDescription();
    }

    /// <summary>Maps <c>POST /console/sign-out</c>, which does.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder console) => console.MapPost("/sign-out", async (HttpContext http) =>
    {
        await ConsoleSession.EndAsync(http);
        return Results.LocalRedirect(Paths.SignIn);
    }).WithMetadata(LooksOnly.Instance);

    /// <summary>The sign-in page in the place of what was asked for.</summary>
    public static IResult Ask(HttpContext http, int status, string? to = null, Func<Language, string>? why = null)
    {
        var language = LanguageChoice.Of(http);
        var asked = $"{http.Request.Path}{http.Request.QueryString}";
        var back = to ?? (status == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(http.Request.Method) ? asked : Paths.Overview);
        var serves = http.RequestServices.GetRequiredService<IOrderEngine>().Condition.Serving;
        var isPrivate = ConsoleSession.IsPrivate(http);
        why ??= isPrivate ? null : static l => l[
            "A key is not sent in the clear: come by https. Behind a proxy that ends TLS, name it in Connections:Proxies.",
            "Uma chave não é enviada às claras: use https. Atrás de um proxy que termina o TLS, informe-o em Connections:Proxies."];
        return Pages.Of<SignInPage>(
            new(http, language, null, false),
            new SignInModel(
                Paths.IsOwn(back) ? back : Paths.Overview,
                why is null ? null : new(Sign.Person, why(language)),
                serves ? new(Sign.Done, language["Ready", "No ar"], Quiet: true) : new(Sign.Retry, language["Does not serve now", "Não atende agora"]),
                isPrivate),
            status);
    }

    private static async Task<IResult> EnterAsync(HttpContext http, KnownOperators operators, WrongKeys wrongKeys)
    {
        if (!ConsoleSession.IsPrivate(http) || await FormBody.ReadAsync(http) is not { } form)
        {
            return Ask(http, StatusCodes.Status401Unauthorized, why: static l => l["The page was too old. Try once more.", "A página estava antiga. Tente mais uma vez."]);
        }

        var (key, to) = (form["key"].ToString(), form["to"].ToString());
        if (operators.Find(key) is not { } caller)
        {
            var refusal = await wrongKeys.RefuseAsync(http) as IStatusCodeHttpResult;
            return refusal?.StatusCode == StatusCodes.Status429TooManyRequests
                ? Ask(http, StatusCodes.Status429TooManyRequests, to, static l => l["Too many wrong keys come in. Wait a minute.", "Muitas chaves erradas chegam agora. Espere um minuto."])
                : Ask(http, StatusCodes.Status401Unauthorized, to, static l => l["No operator has this key.", "Nenhum operador tem esta chave."]);
        }

        http.Features.Get<ISenderConnection>()?.Recognise();
        await ConsoleSession.BeginAsync(http, caller, key);
        return Results.LocalRedirect(Paths.IsOwn(to) ? to : Paths.Overview);
    }
}
