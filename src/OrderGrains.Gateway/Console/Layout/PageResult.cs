using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Console.Layout;

/// <summary>A page as an answer: a component, rendered whole before anything of it is sent, so that what goes wrong is an error and no half page.</summary>
/// <typeparam name="TPage">The page's component.</typeparam>
/// <param name="status">The HTTP status.</param>
/// <param name="parameters">The component's parameters by name.</param>
internal sealed class PageResult<TPage>(int status, Dictionary<string, object?> parameters) : IResult, IStatusCodeHttpResult
    where TPage : IComponent
{
    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}

/// <summary>Makes answers of pages.</summary>
internal static class Pages
{
    /// <summary>A page with what it shows.</summary>
    /// <typeparam name="TPage">Its component, with the parameters <c>Visit</c> and <c>Model</c>.</typeparam>
    public static IResult Of<TPage>(Visit visit, object? model = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var parameters = new Dictionary<string, object?> { ["Visit"] = visit };
        if (model is not null)
        {
            parameters["Model"] = model;
        }

        return new PageResult<TPage>(status, parameters);
    }
}
