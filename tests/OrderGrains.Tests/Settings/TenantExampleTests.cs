using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;

namespace OrderGrains.Tests;

/// <summary>deploy/tenant.example.json. That it runs is an end-to-end test.</summary>
public class TenantExampleTests
{
    [Fact]
    public void It_is_whole_and_right_in_Development()
    {
        var (settings, problems) = Read(development: true);

        Assert.Empty(problems);
        var acme = settings.Tenants["acme"];
        Assert.All<object?>([acme.OmniChat, acme.Opabox, acme.Vtex, acme.BonifiQ], Assert.NotNull);
    }

    [Fact]
    public void Outside_it_what_an_example_cannot_know_is_refused_and_nothing_else()
    {
        string[] own =
        [
            "Operators:0:Key", "Opabox:ApiKeys:0", "OmniChat:WebhookHeaders:x-omni-token:0", "OmniChat:Secret", "Vtex:AppKey", "Vtex:AppToken",
            "Vtex:WebhookSecrets:0", "BonifiQ:Token", "BonifiQ:Key",
        ];
        string[] addresses = ["OmniChat:BaseUrl", "Vtex:BaseUrl", "Vtex:PublicUrl", "BonifiQ:BaseUrl"];

        Assert.Equal(
            own.Concat(addresses).Select(ExampleSettings.Full).Order(StringComparer.Ordinal),
            Read(development: false).Problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
    }

    private static ReadSettings Read(bool development) =>
        ReadSettings.From(new ConfigurationBuilder().AddJsonFile(Repository.File("deploy/tenant.example.json")).Build(), development);
}
