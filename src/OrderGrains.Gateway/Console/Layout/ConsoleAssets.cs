using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OrderGrains.Gateway.Console.Layout;

/// <summary>
/// The console's stylesheet, script and icon, part of the program. They hold nothing of anybody, so a browser may keep them: the address says which version is meant.
/// </summary>
internal static class ConsoleAssets
{
    private static readonly Asset[] All =
    [
        new("console.css", "text/css; charset=utf-8"), new("console.js", "text/javascript; charset=utf-8"), new("icon.svg", "image/svg+xml"),
    ];

    /// <summary>The stylesheet's address.</summary>
    public static string Style => All[0].Address;

    /// <summary>The script's address.</summary>
    public static string Script => All[1].Address;

    /// <summary>The icon's address.</summary>
    public static string Icon => All[2].Address;

    /// <summary>Maps <c>GET /console/assets/…</c>. They ask for no key: the sign-in page needs them.</summary>
    public static void MapConsoleAssets(this IEndpointRouteBuilder app)
    {
        foreach (var asset in All)
        {
            app.MapGet($"{Paths.Root}/assets/{asset.Name}", (HttpContext http) => asset.Send(http)).ExcludeFromDescription();
        }
    }

    private sealed class Asset(string name, string type)
    {
        private readonly Lazy<(byte[] Plain, byte[] Packed, string Version)> _file = new(() => Read(name));

        public string Name => name;

        public string Address => $"{Paths.Root}/assets/{name}?v={_file.Value.Version}";

        public IResult Send(HttpContext http)
        {
            var (plain, packed, _) = _file.Value;
            var gzip = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            http.Response.Headers.ContentEncoding = gzip ? "gzip" : StringValues.Empty;
            return Results.Bytes(gzip ? packed : plain, type);
        }

        private static (byte[] Plain, byte[] Packed, string Version) Read(string name)
        {
            using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream($"OrderGrains.Gateway.Console.{name}")
                ?? throw new InvalidOperationException($"The build left {name} out.");
            var plain = new byte[stream.Length];
            stream.ReadExactly(plain);
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            {
                gzip.Write(plain);
            }

            return (plain, packed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 6)));
        }
    }
}
