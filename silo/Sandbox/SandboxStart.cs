using Microsoft.AspNetCore.Hosting.Server;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Sandbox;

namespace OrderGrains.Silo;

/// <summary>Makes the sandbox part of this process.</summary>
internal static class SandboxStart
{
    /// <summary>Adds the stand-ins and the sandbox's tenant where the settings ask for them, and sees to it that nobody calls the stand-ins before they can answer.</summary>
    public static void AddSandboxHere(this WebApplicationBuilder builder, SiloSettings settings)
    {
        if (!settings.Sandbox.Enabled)
        {
            return;
        }

        var configured = SelfAddress.Of(Server.Addresses(builder.Configuration), new("http://localhost:8080"));
        SandboxTenant.Add(settings, configured);
        builder.Services.AddSandbox(options => options.ChatPage = SandboxTenant.ChatPage);
        builder.Services.AddSingleton(services => new SelfAddress(
            configured, settings, services.GetRequiredService<SandboxOptions>(), services.GetRequiredService<IServer>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<SelfAddress>());
        builder.Services.AddSingleton<IConsoleSandbox, ConsoleSandbox>();
        builder.Services.ConfigureHttpClientDefaults(
            client => client.AddHttpMessageHandler(services => new SelfCalls(services.GetRequiredService<SelfAddress>())));
    }
}
