using System.Globalization;
using System.Net;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>What a hub on one machine opens to others.</summary>
[NeedsProc]
[Collection(EndToEndTests.Name)]
public sealed class ListenersTests
{
    private const string Listens = "0A";

    [Fact]
    public async Task Beyond_the_loopback_it_listens_for_HTTP_alone()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("settings.json", Acme.Settings(new("http://127.0.0.1:9"), "00:15:00"));
        await using var silo = SiloProcess.Start(folder.Path, file, "--urls", "http://0.0.0.0:0");
        var http = await silo.ListeningAsync();
        var all = ListenersOf(silo.Id);

        Assert.Equal([http.Port], all.Where(listener => !IPAddress.IsLoopback(listener.Address)).Select(listener => listener.Port));
        Assert.Single(all, listener => IPAddress.IsLoopback(listener.Address)); // The silo's, which takes nobody in.
    }

    private static List<IPEndPoint> ListenersOf(int process)
    {
        var own = Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget).ToHashSet();
        return
        [
            .. ((string[])["tcp", "tcp6"]).SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(row => row[3] == Listens && own.Contains($"socket:[{row[9]}]"))
                .Select(row => EndPoint(row[1])),
        ];
    }

    /// <summary>As the kernel shows it: words of four bytes, each in the machine's own order, a colon and the port.</summary>
    private static IPEndPoint EndPoint(string text)
    {
        var (address, port) = (text.Split(':')[0], text.Split(':')[1]);
        var bytes = address.Chunk(8).SelectMany(word => BitConverter.GetBytes(uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        return new(new IPAddress(bytes.ToArray()), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}

/// <summary>A test class that looks at a process's sockets, which Linux shows.</summary>
public sealed class NeedsProcAttribute : NeedsAttribute
{
    /// <inheritdoc/>
    public override string? Missing => OperatingSystem.IsLinux() ? null : "Only Linux shows a process's sockets under /proc.";
}
