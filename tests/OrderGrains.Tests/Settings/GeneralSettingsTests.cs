namespace OrderGrains.Tests;

public class GeneralSettingsTests
{
    [Theory]
    [InlineData("Role", "Worker")]
    [InlineData("Operators:0:Name", "")]
    [InlineData("Operators:0:Role", "Admin")]
    [InlineData("Operators:0:Key", "")]
    [InlineData("Operators:0:Key", "fifteen-letters")]
    [InlineData("Operators:0:Key", "operator-key-café")]
    [InlineData("Operators:0:Key", "operator-key-0001 ")]
    [InlineData("Retry:FirstDelay", "00:00:00")]
    [InlineData("Retry:FirstDelay", "-00:00:01")]
    [InlineData("Retry:MaxDelay", "00:00:01.999")]
    [InlineData("Retry:Horizon", "00:59:59")]
    [InlineData("Retry:ResultTimeout", "00:00:00")]
    [InlineData("Retention:Audit", "23:59:59")]
    [InlineData("Webhooks:MaxBodyBytes", "4095")]
    [InlineData("Webhooks:MaxBodyBytes", "1048577")]
    [InlineData("Webhooks:MaxDepth", "7")]
    [InlineData("Webhooks:MaxDepth", "49")]
    [InlineData("Connections:MaxHeaderBytes", "4095")]
    [InlineData("Connections:MaxHeaderBytes", "65537")]
    [InlineData("Connections:SlowestBody", "0")]
    [InlineData("Connections:SlowestBody", "1000001")]
    [InlineData("Connections:SlowBodyGrace", "00:00:01.999")]
    [InlineData("Connections:SlowBodyGrace", "00:01:00.001")]
    [InlineData("Metrics:Key", "fifteen-letters")]
    [InlineData("Telemetry:Otlp", "collector:4317")]
    [InlineData("Telemetry:Otlp", "http://user@localhost:4317")]
    [InlineData("Telemetry:Protocol", "Http")]
    [InlineData("Telemetry:Sampling", "-0.1")]
    [InlineData("Telemetry:Sampling", "1.1")]
    [InlineData("Telemetry:Sampling", "NaN")]
    public void Refused(string key, string value) => ExampleSettings.Refuses(key, value);

    [Theory]
    [InlineData("Metrics:Key", "sixteen-letters!")]
    [InlineData("Metrics:Key", "")]
    [InlineData("Telemetry:Otlp", "http://localhost:4317")]
    [InlineData("Telemetry:Protocol", "HttpProtobuf")]
    [InlineData("Telemetry:Sampling", "0")]
    [InlineData("Telemetry:Sampling", "1")]
    [InlineData("Operators:0:Role", "Reader")]
    [InlineData("Operators:0:Key", "sixteen-letters!")]
    [InlineData("Retry:FirstDelay", "00:00:00.001")]
    [InlineData("Retry:FirstDelay", "01:00:00")]
    [InlineData("Retry:MaxDelay", "3.00:00:00")]
    [InlineData("Retry:Horizon", "01:00:00")]
    [InlineData("Retry:ResultTimeout", "00:00:01")]
    [InlineData("Retention:Audit", "1.00:00:00")]
    [InlineData("Webhooks:MaxBodyBytes", "4096")]
    [InlineData("Webhooks:MaxBodyBytes", "1048576")]
    [InlineData("Webhooks:MaxDepth", "8")]
    [InlineData("Webhooks:MaxDepth", "48")]
    [InlineData("Connections:MaxHeaderBytes", "4096")]
    [InlineData("Connections:MaxHeaderBytes", "65536")]
    [InlineData("Connections:SlowestBody", "1000000")]
    [InlineData("Connections:SlowBodyGrace", "00:00:02")]
    [InlineData("Connections:SlowBodyGrace", "00:01:00")]
    public void Accepted(string key, string value) => ExampleSettings.Accepts(key, value);

    [Theory]
    [InlineData("a", true)]
    [InlineData("a-1", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456", false)]
    [InlineData("Acme", false)]
    [InlineData("a_b", false)]
    public void A_tenant_is_named_by_lower_case_letters_digits_and_hyphens(string name, bool right)
    {
        var read = ExampleSettings.With(development: false, ($"Tenants:{name}", null));

        Assert.Equal(right ? [] : [$"OrderGrains:Tenants:{name}"], read.Problems.Select(problem => problem.Key));
    }

    [Fact]
    public void Two_operators_of_one_name_are_a_rotation_and_two_of_one_key_a_mistake()
    {
        (string, string?)[] second = [("Operators:1:Name", "ops"), ("Operators:1:Role", "Operator")];

        Assert.Empty(ExampleSettings.With(false, [.. second, ("Operators:1:Key", "operator-key-0002")]).Problems);
        var problem = Assert.Single(ExampleSettings.With(false, [.. second, ("Operators:1:Key", "operator-key-0001")]).Problems);
        Assert.Equal("OrderGrains:Operators:1:Key", problem.Key);
    }

    [Fact]
    public void In_Development_short_keys_and_http_are_accepted()
    {
        var read = ExampleSettings.With(
            development: true,
            ("Operators:0:Key", "k"),
            ("OmniChat:WebhookHeaders:x-omni-token:0", "t"),
            ("OmniChat:BaseUrl", "http://localhost:9000/v2"),
            ("OmniChat:Checkout", "Own"),
            ("OmniChat:CheckoutUrlTemplate", "http://localhost/{orderId}"),
            ("Opabox:ApiKeys:0", "o"),
            ("Vtex:WebhookSecrets:0", "v"),
            ("Vtex:BaseUrl", "http://localhost:9000"),
            ("Vtex:PublicUrl", "http://localhost:8080"),
            ("BonifiQ:BaseUrl", "http://localhost:9000"));

        Assert.Empty(read.Problems);
    }

    [Fact]
    public void The_sandbox_brings_a_tenant_of_its_own()
    {
        var read = ExampleSettings.With(development: true, ("Sandbox:Enabled", "true"), ("Tenants:sandbox", null));

        Assert.Equal("OrderGrains:Tenants:sandbox", Assert.Single(read.Problems).Key);
    }

    [Fact]
    public void The_sandbox_runs_beside_other_tenants_only_in_Development()
    {
        Assert.Empty(ExampleSettings.With(development: true, ("Sandbox:Enabled", "true")).Problems);
        ExampleSettings.Refuses("Sandbox:Enabled", "true");
    }
}
