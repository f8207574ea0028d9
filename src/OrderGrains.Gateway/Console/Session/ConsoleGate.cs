using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Lists;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Session;

/// <summary>
/// Lets in who is signed in, and shows everybody else the sign-in page in the place of what they asked for, with 401. What changes something asks for a form of this
/// session and for the role Operator. An engine that does not serve is a page with 503.
/// </summary>
internal sealed class ConsoleGate : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (LanguageChoice.Keep(http) is { } redirect)
        {
            return redirect;
        }

        var language = LanguageChoice.Of(http);
        if (await ConsoleSession.FindAsync(http) is not { } caller)
        {
            return SignInRoutes.Ask(http, StatusCodes.Status401Unauthorized);
        }

        Visit visit = new(http, language, caller.Name, caller.MayAct);
        http.Features.Set(visit);
        try
        {
            var posts = !HttpMethods.IsGet(http.Request.Method);
            if (posts && !caller.MayAct && http.GetEndpoint()?.Metadata.GetMetadata<LooksOnly>() is null)
            {
                return await NoticeAsync(http, visit, StatusCodes.Status403Forbidden);
            }

            if (posts)
            {
                if (await FormBody.ReadAsync(http) is not { } form)
                {
                    return await NoticeAsync(http, visit, StatusCodes.Status400BadRequest);
                }

                http.Features.Set(form);
            }

            visit.Counts = await http.RequestServices.GetRequiredService<RailCounts>().CountAsync(http.RequestAborted);
            return await next(context);
        }
        catch (EngineUnavailableException e)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Clamp(Math.Ceiling(e.RetryAfter.TotalSeconds), 1, 3600)).ToString();
            return Pages.Of<NoticePage>(visit, Notice.Of(StatusCodes.Status503ServiceUnavailable, language), StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>A page that says why nothing was shown or done.</summary>
    public static async Task<IResult> NoticeAsync(HttpContext http, Visit visit, int status)
    {
        visit.Counts ??= await http.RequestServices.GetRequiredService<RailCounts>().CountAsync(http.RequestAborted);
        return Pages.Of<NoticePage>(visit, Notice.Of(status, visit.L), status);
    }
}

/// <summary>Why nothing was shown or done.</summary>
/// <param name="Title">In few words.</param>
/// <param name="Text">What to do about it.</param>
public sealed record Notice(string Title, string Text)
{
    internal static Notice Of(int status, Language l) => status switch
    {
        StatusCodes.Status400BadRequest => new(
            l["Nothing was done: the page was too old", "Nada foi feito: a página estava antiga"],
            l["The form did not come from a page of this session. Open the page again, and repeat what you wanted.",
                "O formulário não veio de uma página desta sessão. Abra a página de novo e repita o que queria."]),
        StatusCodes.Status403Forbidden => new(
            l["Nothing was done: you may look, an operator may act", "Nada foi feito: você pode ver, um operador pode agir"],
            l["Ask somebody with the role Operator.", "Peça a alguém com o papel Operador."]),
        StatusCodes.Status404NotFound => new(
            l["Nothing is known of that", "Nada se sabe disso"],
            l["The address names no order, target or page of this hub. An order that is over for long is removed by the retention of the settings.",
                "O endereço não é de um pedido, sistema ou página deste hub. Um pedido encerrado há muito tempo é removido pela retenção das configurações."]),
        _ => new(
            l["The hub does not serve now", "O hub não atende agora"],
            l["It starts, stops, or cannot reach its store. Nothing is lost of what it has answered. Try again in a few seconds.",
                "Ele está iniciando, parando ou sem acesso aos dados. Nada do que respondeu se perdeu. Tente de novo em alguns segundos."]),
    };
}
