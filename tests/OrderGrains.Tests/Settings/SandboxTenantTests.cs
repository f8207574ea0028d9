using OrderGrains.Silo;

namespace OrderGrains.Tests;

public class SandboxTenantTests
{
    [Fact]
    public void The_sandboxs_own_tenant_breaks_no_rule_of_Development()
    {
        var settings = new SiloSettings();

        SandboxTenant.Add(settings, new("http://127.0.0.1:8080"));

        Assert.Empty(SiloSettingsCheck.Problems(settings, development: true));
    }

    [Fact]
    public void Its_systems_are_where_the_process_listens()
    {
        var settings = new SiloSettings();
        SandboxTenant.Add(settings, new("http://127.0.0.1:0"));

        SandboxTenant.MoveTo(settings, new("http://127.0.0.1:41234"));

        var tenant = settings.Tenants["sandbox"];
        Assert.Equal("http://127.0.0.1:41234/sandbox/omnichat", tenant.OmniChat!.BaseUrl);
        Assert.Equal("http://127.0.0.1:41234/sandbox/vtex", tenant.Vtex!.BaseUrl);
        Assert.Equal("http://127.0.0.1:41234", tenant.Vtex.PublicUrl);
        Assert.Equal("http://127.0.0.1:41234/sandbox/bonifiq", tenant.BonifiQ!.BaseUrl);
    }

    [Theory]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("http://*:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://+:9", "http://127.0.0.1:9/")]
    [InlineData("http://[::]:8081", "http://127.0.0.1:8081/")]
    [InlineData("https://hub.example.com:443;http://0.0.0.0:8082", "http://127.0.0.1:8082/")]
    [InlineData("https://localhost:8443", "https://localhost:8443/")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0/")]
    [InlineData("", "http://otherwise:1/")]
    public void A_process_reaches_itself_by_an_address_that_it_listens_on(string urls, string self) => Assert.Equal(
        self, SelfAddress.Of(urls.Split(';', StringSplitOptions.RemoveEmptyEntries), new("http://otherwise:1")).AbsoluteUri);
}
