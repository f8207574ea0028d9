using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Chat;

/// <summary>A page that plays OmniChat's salesperson: a cart that is checked at each edit, finished, and followed. It drives the hub's
/// own hooks from the browser.</summary>
internal static class ChatEndpoints
{
    private static readonly (string Path, string File, string Type)[] Files =
    [
        ("/chat", "chat.html", "text/html; charset=utf-8"),
        ("/chat/chat.css", "chat.css", "text/css; charset=utf-8"),
        ("/chat/chat.js", "chat.js", "text/javascript; charset=utf-8"),
    ];

    public static void MapChat(this IEndpointRouteBuilder sandbox)
    {
        foreach (var (path, file, type) in Files)
        {
            sandbox.MapGet(path, () => Results.Stream(Open(file), type));
        }

        sandbox.MapGet("/chat/settings", (SandboxOptions options) => options.ChatPage is { } page
            ? Results.Json(new { page.Tenant, page.HeaderName, page.HeaderValue, page.OperatorKey, page.Hints, Products = ChatProduct.All }, Answer.CamelCase)
            : Results.NotFound());
    }

    private static Stream Open(string file) =>
        typeof(ChatEndpoints).Assembly.GetManifestResourceStream($"OrderGrains.Sandbox.Chat.{file}")
        ?? throw new InvalidOperationException($"The build left {file} out.");
}
