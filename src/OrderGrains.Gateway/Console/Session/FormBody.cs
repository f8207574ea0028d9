using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Gateway.Console.Session;

/// <summary>A form that a page of the console sent: small, and with the token that the page gave it.</summary>
internal static class FormBody
{
    private static readonly FormOptions Bounds = new()
    {
        BufferBody = false,
        BufferBodyLengthLimit = 64 * 1024,
        KeyLengthLimit = 64,
        ValueCountLimit = 300, // A selection of a list's page, and what goes with it.
        ValueLengthLimit = 2048,
        MultipartBodyLengthLimit = 0,
    };

    /// <summary>The form; null where it is none, is too large, or was not made by a page of this session.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength > Bounds.BufferBodyLengthLimit
            || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        try
        {
            http.Features.Set<IFormFeature>(new FormFeature(request, Bounds));
            var form = await request.ReadFormAsync(http.RequestAborted);
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http) ? form : null;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }
}
