using Microsoft.AspNetCore.Http;

namespace OrderGrains.Gateway.Http;

/// <summary>Reads a request's body up to a limit, and never holds more than that.</summary>
internal static class BoundedBody
{
    /// <summary>Largest body of an operator, in bytes.</summary>
    public const int Operators = 256 * 1024;

    /// <summary>The body, and 200; or nothing, and the status that says why: 413 too large, 408 too slow, 400 cut off.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Largest body, in bytes.</param>
    public static async Task<(ReadOnlyMemory<byte> Body, int Status)> ReadAsync(HttpRequest request, int limit = Operators)
    {
        if (request.ContentLength > limit)
        {
            return (default, StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            return await FillAsync(request, limit);
        }
        catch (BadHttpRequestException e)
        {
            return (default, e.StatusCode);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (default, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<(ReadOnlyMemory<byte> Body, int Status)> FillAsync(HttpRequest request, int limit)
    {
        var buffer = new byte[(request.ContentLength ?? 4095) + 1];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            length += read;
            if (read == 0 || length == request.ContentLength) // The server lets no more than that come in; to ask for the end is another read.
            {
                return (buffer.AsMemory(0, length), StatusCodes.Status200OK);
            }

            if (length > limit)
            {
                return (default, StatusCodes.Status413PayloadTooLarge);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, limit + 1));
            }
        }
    }
}
