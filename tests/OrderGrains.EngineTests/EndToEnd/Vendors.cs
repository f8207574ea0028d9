using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderGrains.Sandbox;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>
/// The vendors, in this process so that they outlive a hub that is killed. What they tell the hub passes through here, so that
/// the hub has one address however often it starts, and so that a test can hold it.
/// </summary>
public sealed class Vendors : IAsyncDisposable
{
    public const string VtexHook = "processing-result";
    public const string OmniChatHook = "status-change";

    private readonly HttpClient _hub = new();
    private readonly WebApplication _app;
    private volatile Gate _gate = new("", new());

    private Vendors(WebApplication app)
    {
        _app = app;
        Release();
    }

    /// <summary>Where they are, and where the hub seems to be.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Where the hub is; null while it is not.</summary>
    public Uri? Hub { get; set; }

    /// <summary>What the hub answered to each notification that reached it.</summary>
    public ConcurrentQueue<Told> Told { get; } = [];

    /// <summary>Answers calls in the vendors' place, or after them; null leaves all to them.</summary>
    public Func<HttpContext, Func<Task>, Task>? Instead { get; set; }

    /// <summary>How they behave, which a test may change.</summary>
    public SandboxOptions Behaviour => _app.Services.GetRequiredService<SandboxOptions>();

    public SandboxVendors Standing => _app.Services.GetRequiredService<SandboxVendors>();

    /// <summary>Starts them.</summary>
    /// <param name="address">Of this machine, where they listen.</param>
    public static async Task<Vendors> StartAsync(string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{address}:0");
        SandboxOptions sandbox = new();
        builder.Services.AddSingleton(sandbox);
        builder.Services.AddSandbox();
        var vendors = new Vendors(builder.Build());
        vendors._app.Use((HttpContext http, Func<Task> vendor) => vendors.Instead is { } instead ? instead(http, vendor) : vendor());
        vendors._app.MapSandbox();
        vendors._app.MapPost("/hooks/{**path}", (Delegate)vendors.ForwardAsync);
        await vendors._app.StartAsync();

        // A killed hub is told again soon; a held notification is not given up.
        sandbox.NotificationDelay = TimeSpan.FromMilliseconds(50);
        sandbox.NotificationRetryDelay = TimeSpan.FromMilliseconds(50);
        sandbox.NotificationAttempts = 100;
        sandbox.NotificationTimeout = TimeSpan.FromMinutes(5);
        sandbox.OmniChatNotifications = new(
            new(vendors.Address, $"/hooks/{Acme.Name}/omnichat/status-change"), Acme.OmniChatHeader, Acme.OmniChatKey);
        return vendors;
    }

    /// <summary>Keeps notifications to a hook, by the end of its path, from the hub until <see cref="Release"/>.</summary>
    public void Hold(string hook) => _gate = new(hook, new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Release() => _gate.Released.TrySetResult();

    /// <summary>Nothing fails and nothing is held any more.</summary>
    public void Recover()
    {
        Standing.Faults.Clear();
        Instead = null;
        Release();
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
        _hub.Dispose();
    }

    private async Task<IResult> ForwardAsync(HttpContext http)
    {
        if (_gate is { } gate && http.Request.Path.Value!.EndsWith(gate.Hook, StringComparison.Ordinal))
        {
            await gate.Released.Task.WaitAsync(http.RequestAborted);
        }

        if (Hub is not { } hub)
        {
            return Results.StatusCode(StatusCodes.Status502BadGateway);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hub, $"{http.Request.Path}{http.Request.QueryString}"));
        request.Content = new StreamContent(http.Request.Body);
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation(Acme.OmniChatHeader, http.Request.Headers[Acme.OmniChatHeader].ToArray());
        try
        {
            using var answer = await _hub.SendAsync(request, http.RequestAborted);
            Told.Enqueue(new(http.Request.Path, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(http.RequestAborted)));
            return Results.StatusCode((int)answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            return Results.StatusCode(StatusCodes.Status502BadGateway);
        }
    }

    private sealed record Gate(string Hook, TaskCompletionSource Released);
}

/// <summary>A notification, by its path, and what the hub answered.</summary>
public sealed record Told(string Path, int Status, string Answer);
