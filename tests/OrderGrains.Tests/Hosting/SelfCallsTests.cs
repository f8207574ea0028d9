using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Sandbox;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public class SelfCallsTests
{
    [Fact]
    public async Task A_call_to_the_process_itself_waits_until_it_listens_and_goes_to_the_port_it_got()
    {
        var configured = new Uri("http://127.0.0.1:0");
        var settings = new SiloSettings();
        SandboxTenant.Add(settings, configured);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sandbox = new SandboxOptions();
        builder.Services.AddSingleton(provider => new SelfAddress(configured, settings, sandbox, provider.GetRequiredService<IServer>()));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SelfAddress>());
        await using var app = builder.Build();
        app.MapGet("/sandbox/vtex/here", () => "here");
        using var client = new HttpClient(
            new SelfCalls(app.Services.GetRequiredService<SelfAddress>()) { InnerHandler = new SocketsHttpHandler() });

        var early = client.GetStringAsync(new Uri($"{settings.Tenants["sandbox"].Vtex!.BaseUrl}/here"));
        Assert.False(early.IsCompleted);
        await app.StartAsync();

        Assert.Equal("here", await early);
        var self = new Uri(app.Urls.Single());
        Assert.Equal($"{self}sandbox/vtex", settings.Tenants["sandbox"].Vtex!.BaseUrl);
        Assert.Equal(new Uri(self, "/hooks/sandbox/omnichat/status-change"), sandbox.OmniChatNotifications!.Url);
        await app.StopAsync();
    }
}
