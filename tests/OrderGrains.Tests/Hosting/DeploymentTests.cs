using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

/// <summary>What compose, the image, systemd and the hosted workflow name, as far as it shows without them: files, settings and commands are there.</summary>
public sealed partial class DeploymentTests
{
    [Theory]
    [InlineData("docker-compose.yml", @"\./(deploy[\w./-]*):/")]
    [InlineData("docker-compose.yml", @"dockerfile: (\S+)")]
    [InlineData(".ci/compose", @"(tests/\S+\.json)")]
    [InlineData(".ci/run", @"^ *(\.ci/\w+)")]
    [InlineData(".github/workflows/ci.yml", @"run: (\.ci/\w+)")]
    [InlineData(".github/workflows/ci.yml", @"global-json-file: (\S+)")]
    public void Files_that_are_named_are_there_and_scripts_can_be_run(string file, string name)
    {
        var named = Regex.Matches(Text(file), name, RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.True(Path.Exists(Repository.File(path)), path));
        Assert.All(named.Where(path => path.StartsWith(".ci/", StringComparison.Ordinal)), path => Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.File(path)).HasFlag(UnixFileMode.UserExecute), path));
    }

    [Theory]
    [InlineData("docker-compose.yml")]
    [InlineData("silo/Dockerfile")]
    public void Variables_that_are_set_are_settings(string file)
    {
        var set = Variable().Matches(Text(file)).Select(match => KeyValuePair.Create(match.Groups[1].Value.Replace("__", ":"), (string?)match.Groups[2].Value)).ToList();
        var (_, problems) = ReadSettings.From(new ConfigurationBuilder().AddInMemoryCollection(set.DistinctBy(one => one.Key)).Build(), development: false);

        Assert.NotEmpty(set);
        Assert.DoesNotContain(problems, problem => problem.Message.Contains("no such setting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docker-compose.yml")]
    [InlineData("deploy/ordergrains.service")]
    [InlineData("deploy/ordergrains-backup.service")]
    public async Task Commands_that_are_run_are_the_programs(string file)
    {
        var commands = Command().Matches(Text(file)).Select(match => match.Groups[1].Value).Where(word => word != "azurite").ToList();

        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            Assert.Equal((command, 0), (command, (await Typed.RunAsync(command, "--help")).Code));
        }
    }

    [Fact]
    public void The_proxies_that_are_believed_are_those_of_the_files()
    {
        var (example, _) = ReadSettings.From(new ConfigurationBuilder().AddJsonFile(Repository.File("deploy/tenant.example.json")).Build(), development: true);
        Assert.Equal(["127.0.0.1"], example.Connections.Proxies); // deploy/tls.conf: nginx on the hub's machine.

        var compose = Text("docker-compose.yml");
        var proxy = IPAddress.Parse(Regex.Match(compose, @"OrderGrains__Connections__Proxies__0: &proxy ([\d.]+)").Groups[1].Value);
        Assert.Contains("ipv4_address: *proxy", compose, StringComparison.Ordinal);
        Assert.True(IPNetwork.Parse(Regex.Match(compose, @"subnet: ([\d./]+)").Groups[1].Value).Contains(proxy));
        Assert.False(IPNetwork.Parse(Regex.Match(compose, @"ip_range: ([\d./]+)").Groups[1].Value).Contains(proxy)); // Nobody else is given it.
    }

    [Fact]
    public void All_assemblies_have_the_one_version()
    {
        var version = Regex.Match(Text("Directory.Build.props"), "<VersionPrefix>(.+)</VersionPrefix>").Groups[1].Value;
        var own = typeof(Greeting).Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("OrderGrains", StringComparison.Ordinal)).ToList();

        Assert.Equal(version, Greeting.Version);
        Assert.NotEmpty(own);
        Assert.All(own, name => Assert.Equal((name.Name, $"{version}.0"), (name.Name, name.Version!.ToString())));
    }

    private static string Text(string file) => File.ReadAllText(Repository.File(file));

    [GeneratedRegex(@"(OrderGrains__\w+)[:=] ?([^\s,}]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?:current/silo |command: \[ "")([a-z-]+)")]
    private static partial Regex Command();
}
