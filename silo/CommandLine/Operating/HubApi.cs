using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderGrains.Silo;

/// <summary>The operations API of a hub that runs, as commands ask it (docs/operations.md, "Commands over the API").</summary>
internal sealed class HubApi : IDisposable
{
    /// <summary>The hub's address where nothing else says it.</summary>
    public const string AddressVariable = "ORDERGRAINS_URL";

    /// <summary>An operator's key.</summary>
    public const string KeyVariable = "ORDERGRAINS_KEY";

    /// <summary>A file that holds it.</summary>
    public const string KeyFileVariable = "ORDERGRAINS_KEY_FILE";

    private const string Standard = "http://localhost:8080";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    private HubApi(Uri address, string key)
    {
        _http = new() { BaseAddress = address, Timeout = Longest };
        _http.DefaultRequestHeaders.Add("X-Api-Key", key);
    }

    /// <summary>Where the hub is.</summary>
    public static Option<string?> Address { get; } = new("--url")
    {
        Description = $"Address of the hub, instead of what {AddressVariable} says; {Standard} without either", HelpName = "address",
    };

    /// <summary>An operator's key; never on the line itself, which every user of the machine can read.</summary>
    public static Option<string?> KeyFile { get; } = new("--key-file")
    {
        Description = $"File with an operator's key, instead of what {KeyFileVariable} names; {KeyVariable} may hold the key itself", HelpName = "file",
    };

    /// <summary>The hub of a command line; null where the line or the environment does not say enough, which is then told.</summary>
    public static async Task<HubApi?> OfAsync(Request request)
    {
        var address = request.Line.GetValue(Address) ?? Variable(AddressVariable) ?? Standard;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var hub) || (hub.Scheme != Uri.UriSchemeHttp && hub.Scheme != Uri.UriSchemeHttps))
        {
            await request.Error.WriteLineAsync("The hub's address is no address such as https://hub.example.com.");
            return null;
        }

        var file = request.Line.GetValue(KeyFile) ?? Variable(KeyFileVariable);
        if (file is not null && !File.Exists(file))
        {
            await request.Error.WriteLineAsync($"There is no file {file}.");
            return null;
        }

        var key = file is null ? Variable(KeyVariable) : (await File.ReadAllTextAsync(file)).Trim();
        if (string.IsNullOrEmpty(key))
        {
            await request.Error.WriteLineAsync($"An operator's key is needed: --key-file, {KeyFileVariable} or {KeyVariable}.");
            return null;
        }

        return new(hub, key);
    }

    /// <summary>Asks.</summary>
    /// <exception cref="HubRefusedException">The hub's answer is no, or there is none.</exception>
    public async Task<JsonNode> AskAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var question = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        try
        {
            using var answer = await _http.SendAsync(question);
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode
                ? text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!
                : throw new HubRefusedException(Told((int)answer.StatusCode, text));
        }
        catch (HttpRequestException exception)
        {
            throw new HubRefusedException($"The hub at {_http.BaseAddress} cannot be reached: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            throw new HubRefusedException($"The hub at {_http.BaseAddress} gave no answer within {Longest.TotalSeconds} s.");
        }
        catch (JsonException)
        {
            throw new HubRefusedException($"What answers at {_http.BaseAddress} is no hub.");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A path with a query of what is given.</summary>
    public static string Path(string path, IEnumerable<(string Name, string? Value)> query)
    {
        var given = string.Join('&', query.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        return given.Length == 0 ? path : $"{path}?{given}";
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>A refusal in one line.</summary>
    private static string Told(int status, string text)
    {
        if (status == 401)
        {
            return "The hub does not take this key.";
        }

        var problem = Problem(text);
        var detail = (string?)problem?["detail"] ?? (string?)problem?["title"] ?? $"The hub answered {status}.";
        var field = (string?)problem?["field"] is { } name ? $"{name}: " : "";
        var allowed = problem?["allowed"] is JsonArray values ? $" Allowed: {string.Join(", ", values.Select(value => (string?)value))}." : "";
        return $"{field}{detail}{allowed}";
    }

    private static JsonObject? Problem(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The hub said no, or did not say anything; the message is for people.</summary>
internal sealed class HubRefusedException(string message) : Exception(message);
