using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;

namespace OrderGrains.Tests;

/// <summary>docs/settings.md, "Secrets".</summary>
public sealed class SecretFilesTests : IDisposable
{
    private const string Old = "a-key-of-twenty-four-chars";
    private const string New = "another-of-twenty-four-chars";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_is_what_the_file_has_that_its_setting_names()
    {
        var read = Read(new()
        {
            ["Operators:0:Name"] = "ops",
            ["Operators:0:Role"] = "Operator",
            ["Operators:0:KeyFile"] = Write("ops", $"{Old}\n"),
            ["Tenants:acme:Opabox:ApiKeysFile"] = Write("opabox", $"{Old}-1\r\n\n{New}-1\n"),
            ["Tenants:acme:OmniChat:Secret"] = "by-its-own-name",
            ["Tenants:acme:OmniChat:WebhookHeaders:x-omni-tokenFile"] = Write("chat", $"{Old}-2"),
            ["Tenants:acme:OmniChat:WebhookHeaders:x-second:0"] = $"{Old}-3",
        });

        Assert.Empty(read.Problems);
        var acme = read.Settings.Tenants["acme"];
        Assert.Equal(Old, read.Settings.Operators.Single(one => one.Name == "ops").Key);
        Assert.Equal([$"{Old}-1", $"{New}-1"], acme.Opabox!.ApiKeys);
        Assert.Equal([$"{Old}-2"], acme.OmniChat!.WebhookHeaders["x-omni-token"]);
        Assert.Equal([$"{Old}-3"], acme.OmniChat.WebhookHeaders["x-second"]);
        Assert.Equal(3, read.SecretFiles.Count);
    }

    [Theory]
    [InlineData("Tenants:acme:Opabox:ApiKeysFile", "/nowhere/at/all", "There is no such file")]
    [InlineData("Tenants:acme:Opabox:ApiKeysFile", "", "There is no such file")]
    [InlineData("Tenants:acme:Opabox:PaymentRejectedGraceFile", "/etc/hostname", "There is no such setting")]
    public void A_file_that_is_none_is_a_mistake_that_quotes_nothing(string key, string path, string message)
    {
        var problem = Assert.Single(Read(new() { [key] = path }).Problems, problem => problem.Key.EndsWith(key, StringComparison.Ordinal));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.True(path.Length == 0 || !problem.ToString().Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_without_a_value_and_one_beside_a_value_are_mistakes()
    {
        var read = Read(new()
        {
            ["Tenants:acme:Opabox:ApiKeysFile"] = Write("empty", "\n \n"),
            ["Tenants:acme:OmniChat:Secret"] = Old,
            ["Tenants:acme:OmniChat:SecretFile"] = Write("secret", New),
        });

        Assert.Contains(read.Problems, problem => problem.Key.EndsWith("ApiKeysFile", StringComparison.Ordinal) && problem.Message == "There is nothing in this file.");
        Assert.Contains(read.Problems, problem => problem.Key.EndsWith("SecretFile", StringComparison.Ordinal) && problem.Message.Contains("one of the two", StringComparison.Ordinal));
        Assert.DoesNotContain(read.Problems, problem => problem.ToString().Contains(New, StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_whose_file_is_none_is_told_once_and_not_as_one_that_lacks()
    {
        var read = Read(new()
        {
            ["Tenants:acme:Vtex:BaseUrl"] = "https://acme.example",
            ["Tenants:acme:Vtex:AppTokenFile"] = "/nowhere/at/all",
        });

        Assert.EndsWith("Vtex:AppTokenFile", Assert.Single(read.Problems, problem => problem.Key.Contains("AppToken", StringComparison.Ordinal)).Key, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_read_again_takes_the_place_of_secrets_alone()
    {
        var settings = Read(Acme(Write("opabox", Old))).Settings;
        settings.Tenants["added"] = new();
        settings.Operators.Add(new() { Name = "added", Key = "kept" });
        Write("opabox", New);
        var read = Read(Acme(Path.Combine(_folder.Path, "opabox"))).Settings;
        read.Cluster.CallsPerTarget = 99;

        Secrets.Copy(read, settings);

        Assert.Equal([New], settings.Tenants["acme"].Opabox!.ApiKeys);
        Assert.Equal("kept", settings.Operators.Single(one => one.Name == "added").Key);
        Assert.Equal(8, settings.Cluster.CallsPerTarget);
    }

    [Fact]
    public void A_token_and_its_key_change_together_and_their_earlier_values_are_remembered()
    {
        static Dictionary<string, string?> BonifiQ(string token, string key) => new() { ["Tenants:acme:BonifiQ:Token"] = token, ["Tenants:acme:BonifiQ:Key"] = key };
        var live = Read(BonifiQ("t0", "k0")).Settings;
        live.Tenants["acme"].BonifiQ!.SendPending = false;
        var before = live.Tenants["acme"].BonifiQ!;

        Secrets.Copy(Read(BonifiQ("t0", "k0")).Settings, live);
        Assert.Same(before, live.Tenants["acme"].BonifiQ);
        Secrets.Copy(Read(BonifiQ("t1", "k1")).Settings, live);

        var now = live.Tenants["acme"].BonifiQ!;
        Assert.Equal([("t0", "k0"), ("t1", "k1")], new[] { before, now }.Select(one => (one.Token, one.Key)));
        Assert.False(now.SendPending);
        Assert.Equal(["k0", "t0"], now.EarlierSecrets());
        for (var number = 2; number < 50; number++)
        {
            Secrets.Copy(Read(BonifiQ($"t{number}", $"k{number}")).Settings, live);
        }

        Assert.Equal(SystemSettings.MaxEarlier, live.Tenants["acme"].BonifiQ!.EarlierSecrets().Count);
        Assert.Equal(["k48", "t48"], live.Tenants["acme"].BonifiQ!.EarlierSecrets().TakeLast(2));
    }

    [Fact]
    public async Task A_running_hub_uses_what_the_file_has_now_and_keeps_the_old_where_that_is_wrong()
    {
        var configuration = Configuration(Acme(Write("opabox", Old)));
        var (settings, clock, log) = (ReadSettings.From(configuration, development: true).Settings, new FakeClock(), new CapturedLog());
        using var reload = new SecretReload(settings, configuration, development: true, clock, new Microsoft.Extensions.Logging.Logger<SecretReload>(log));
        var keys = new OrderGrains.Gateway.Http.LiveKeys(() => settings.Tenants["acme"].Opabox!.ApiKeys);
        await reload.StartAsync(CancellationToken.None);

        await Within.Until(clock.Timers, () => clock.Armed == 1);
        Write("opabox", $"{Old}\n{New}");
        await LookAsync(clock, log, lines: 1);
        Assert.True(keys.Match(Old) && keys.Match(New));

        Write("opabox", $"{Old}\n{New}\nthird");
        await LookAsync(clock, log, lines: 2);
        Assert.True(keys.Match(Old) && keys.Match(New) && !keys.Match("third"));

        Write("opabox", New);
        await LookAsync(clock, log, lines: 3);
        Assert.True(!keys.Match(Old) && keys.Match(New));
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains(Old, StringComparison.Ordinal) || line.Text.Contains(New, StringComparison.Ordinal));
        await reload.StopAsync(CancellationToken.None);
    }

    private static async Task LookAsync(FakeClock clock, CapturedLog log, int lines)
    {
        clock.Advance(SecretReload.Every);
        await Within.Until(clock.Timers, () => clock.Armed == 1);
        await Within.Until(() =>
        {
            clock.Advance(SecretReload.Every);
            return log.Lines.Count == lines;
        });
    }

    private static Dictionary<string, string?> Acme(string file) => new() { ["Tenants:acme:Opabox:ApiKeysFile"] = file };

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> settings)
    {
        settings["Sandbox:Enabled"] = "false";
        return new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => $"OrderGrains:{one.Key}", one => one.Value)).Build();
    }

    private static ReadSettings Read(Dictionary<string, string?> settings) => ReadSettings.From(Configuration(settings), development: true);
}
