using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Deploy;

/// <summary>nginx with files of the folder <c>deploy</c>, on ports and in a folder of its own, which is gone when disposed.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ordergrains-nginx-").FullName;
    private ServerProcess? _server;

    /// <summary>What is missing for tests with it.</summary>
    public static string? Missing => Program is null ? "nginx is not installed." : null;

    private static string? Program => ServerProcess.Find("nginx", "/usr/sbin");

    /// <summary>All that it has written to files.</summary>
    public string Logs => string.Join('\n', Directory.GetFiles(_folder, "*.log").Select(File.ReadAllText));

    /// <summary>Its folder: what stands in <c>/etc/nginx</c> and <c>/var/log/nginx</c> otherwise.</summary>
    public string Folder => _folder;

    /// <summary>Takes <c>deploy/proxy.conf</c>, before gateways on one port.</summary>
    /// <param name="names">Who tells their addresses, an address and a port.</param>
    /// <param name="senders">The port for senders.</param>
    /// <param name="operators">The port for operators.</param>
    /// <param name="gateways">The port of the gateways.</param>
    public Nginx WithProxy(string names, int senders, int operators, int gateways) => With(
        "proxy.conf",
        "",
        ("resolver 127.0.0.11 ", $"resolver {names} "),
        ("listen 8080;", $"listen 127.0.0.1:{senders};"),
        ("listen 8081;", $"listen 127.0.0.1:{operators};"),
        ("gateways:8080", $"gateways:{gateways}"),
        ("/etc/nginx/", $"{_folder}/"),
        ("/var/log/nginx/", $"{_folder}/"));

    /// <summary>Takes <c>deploy/tls.conf</c> with a certificate for a day, before a hub on this machine.</summary>
    /// <param name="senders">The port that has TLS.</param>
    /// <param name="hub">The hub's port.</param>
    public Nginx WithTls(int senders, int hub)
    {
        var (chain, key) = SelfSigned.Create();
        return With(
            "tls.conf",
            "",
            ("server 127.0.0.1:8080;", $"server 127.0.0.1:{hub};"),
            ("    listen 443 ssl;\n    listen [::]:443 ssl;", $"    listen 127.0.0.1:{senders} ssl;"),
            ("/etc/letsencrypt/live/hub.example.com/", $"{_folder}/"),
            ("/var/log/nginx/", $"{_folder}/"))
            .Write("fullchain.pem", chain)
            .Write("privkey.pem", key);
    }

    /// <summary>Connects to it from an address of this machine.</summary>
    public static async ValueTask<Stream> ConnectAsync(string from, DnsEndPoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(to, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Takes a file from <c>deploy</c> with other places in it, each of which has to be there.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="under">The folder that it stands in.</param>
    /// <param name="places">What is written in place of what.</param>
    public Nginx With(string file, string under, params (string There, string Here)[] places)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "deploy", file));
        foreach (var (there, here) in places)
        {
            Assert.Contains(there, text, StringComparison.Ordinal);
            text = text.Replace(there, here);
        }

        return Write(Path.Combine(under, file), text);
    }

    /// <summary>Puts a file beside them.</summary>
    public Nginx Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Serves as a file says.</summary>
    public async Task StartAsync(string file)
    {
        Write("nginx.conf", $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            pid {{_folder}}/pid;
            error_log stderr notice;
            error_log {{_folder}}/main.log notice;
            events { worker_connections 8192; }
            http {
                client_body_temp_path {{_folder}}/client;
                proxy_temp_path {{_folder}}/proxy;
                fastcgi_temp_path {{_folder}}/fastcgi;
                uwsgi_temp_path {{_folder}}/uwsgi;
                scgi_temp_path {{_folder}}/scgi;
                include {{_folder}}/{{file}};
            }
            """);
        (_server, _) = await ServerProcess.OwnAsync(
            new Regex("start worker process "), _folder, Program!, "-e", "stderr", "-p", _folder, "-c", Path.Combine(_folder, "nginx.conf"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        else
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

/// <summary>A test class that needs nginx.</summary>
public sealed class NeedsNginxAttribute : NeedsAttribute
{
    /// <inheritdoc/>
    public override string? Missing => Nginx.Missing;
}
