using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Session;

/// <summary>
/// A session of the console: a cookie that the framework encrypts, with the operator's name and a mark of the key that it began with. It ends with a time, with
/// rest, and as soon as the settings no longer have that key.
/// </summary>
internal static class ConsoleSession
{
    /// <summary>The framework's name of it.</summary>
    public const string Scheme = "console";

    /// <summary>Without a page it ends after this.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>It ends after this anyway.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    private const string Mark = "mark";
    private const string Since = "since";
    private const string SetByUs = "__AuthenticationMiddlewareSet";

    /// <summary>Registers it, with forms' tokens and the keys of both.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="keys">Folder of the keys, which outlive the process then and are shared by those that share the folder; null keeps them in memory.</param>
    public static void AddConsoleSession(this IServiceCollection services, string? keys)
    {
        services.AddDataProtection(options => options.ApplicationDiscriminator = "OrderGrains console");
        services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((options, log) =>
        {
            options.XmlRepository = keys is null ? new KeysInMemory() : new FileSystemXmlRepository(OwnersFolder(keys), log);
            options.XmlEncryptor = new NullXmlEncryptor(); // The folder is the owner's alone. Without one the framework warns of each key.
        });

        services.AddAuthentication().AddCookie(Scheme, options =>
        {
            options.Cookie = new()
            {
                Name = "ordergrains-session",
                Path = Paths.Root,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax, // A link to an order that a colleague sent opens it.
                SecurePolicy = CookieSecurePolicy.SameAsRequest, // Only this machine signs in without TLS, see IsPrivate.
                IsEssential = true,
            };
            options.ExpireTimeSpan = Idle;
            options.SlidingExpiration = true;
            options.Events.OnCheckSlidingExpiration = check =>
            {
                check.ShouldRenew &= check.HttpContext.GetEndpoint()?.Metadata.GetMetadata<Unattended>() is null
                    && check.HttpContext.Request.Headers["Sec-Fetch-Dest"] != "empty"; // A page that showed itself anew: nobody asked.
                return Task.CompletedTask;
            };
        });
        // Keys are read or made with the first page that wants them: a hub that nobody looks at has none, and its start waits for none.
        if (services.FirstOrDefault(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "DataProtectionHostedService") is { } early)
        {
            services.Remove(early);
        }

        services.AddAntiforgery(options =>
        {
            options.FormFieldName = "form";
            options.SuppressXFrameOptionsHeader = true; // Every answer has a stricter one.
            options.Cookie.Name = "ordergrains-form";
            options.Cookie.Path = Paths.Root;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    /// <summary>Marks what a page asks for by itself: it keeps no session awake.</summary>
    internal sealed class Unattended;

    /// <summary>The console asks for the session where it wants one: no other request pays for it.</summary>
    public static IApplicationBuilder WithoutMiddleware(this IApplicationBuilder app)
    {
        app.Properties[SetByUs] = true; // As UseAuthentication leaves it, so that the framework does not add it by itself.
        return app;
    }

    /// <summary>Whether what is sent by this connection stays private: it came by TLS, or from this machine. In Development nobody minds.</summary>
    public static bool IsPrivate(HttpContext http) =>
        http.Request.IsHttps
        || http.Connection.RemoteIpAddress is null
        || IPAddress.IsLoopback(http.Connection.RemoteIpAddress)
        || http.RequestServices.GetService<IHostEnvironment>()?.IsDevelopment() == true;

    /// <summary>Begins a session.</summary>
    public static Task BeginAsync(HttpContext http, Caller caller, string key)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        ClaimsIdentity identity = new(
            [
                new(ClaimTypes.NameIdentifier, caller.Name),
                new(Mark, KnownOperators.MarkOf(key)),
                new(Since, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ],
            Scheme);
        return http.SignInAsync(Scheme, new(identity), new() { IsPersistent = false });
    }

    /// <summary>Ends it.</summary>
    public static Task EndAsync(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Who is signed in; null for nobody. The request is theirs from then on.</summary>
    public static async Task<Caller?> FindAsync(HttpContext http)
    {
        if (await http.AuthenticateAsync(Scheme) is not { Succeeded: true, Principal: var principal })
        {
            return null;
        }

        var services = http.RequestServices;
        var begun = long.TryParse(principal.FindFirstValue(Since), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        var caller = services.GetRequiredService<TimeProvider>().GetUtcNow() - begun < Life
            ? services.GetRequiredService<KnownOperators>().Find(principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", principal.FindFirstValue(Mark) ?? "")
            : null;
        if (caller is null)
        {
            await EndAsync(http);
            return null;
        }

        http.User = principal;
        http.Features.Set(caller);
        http.Features.Get<ISenderConnection>()?.Recognise();
        return caller;
    }

    private static DirectoryInfo OwnersFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
