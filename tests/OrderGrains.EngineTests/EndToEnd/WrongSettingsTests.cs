namespace OrderGrains.EngineTests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class WrongSettingsTests
{
    [Fact]
    public async Task Every_mistake_is_listed_by_its_key_and_nothing_starts()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "settings.json",
            """
            { "OrderGrains": {
                "Rol": "All",
                "Storage": { "Kind": "Paper" },
                "Retry": { "FirstDelay": "two seconds", "MaxDelay": "00:00:00" },
                "Operators": [ { "Name": "ops", "Key": "operator-key", "Role": "King" } ],
                "Tenants": { "acme": {
                    "Opabox": { "ApiKeys": [ ] },
                    "Vtex": { "BaseUrl": "not an address", "Account": "acme", "AppKey": "secret-app-key", "AffiliateId": "M-P", "WebhookSecrets": [ "a/b" ] } } } } }
            """);
        await using var silo = SiloProcess.Start(folder.Path, file);
        var exit = await silo.ExitAsync("the refusal of the settings");

        Assert.Equal(2, exit);
        string[] keys =
        [
            "Rol:", "Storage:Kind", "Retry:FirstDelay", "Retry:MaxDelay", "Operators:0:Role", "Tenants:acme:Opabox:ApiKeys", "Tenants:acme:Vtex:BaseUrl",
            "Tenants:acme:Vtex:AppToken", "Tenants:acme:Vtex:AffiliateId", "Tenants:acme:Vtex:WebhookSecrets:0", "Tenants:acme:Vtex:PublicUrl",
        ];
        Assert.All(keys, key => Assert.Contains($"OrderGrains:{key}", silo.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("secret-app-key", silo.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["data"]));
    }
}
