using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OrderGrains.Gateway.Http;

/// <summary>
/// What every answer tells a browser: to keep nothing, to guess no type, to show it in nobody's frame, to run and load nothing of others, and once it came by TLS to come so again.
/// Source: OWASP's secure headers project.
/// </summary>
public static class AnswerHeaders
{
    /// <summary>Sets them on each answer. Comes before what answers.</summary>
    public static IApplicationBuilder UseAnswerHeaders(this IApplicationBuilder app) => app.Use(next => http =>
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(http); // Not awaited here: a webhook pays for nothing but the headers.
    });
}
