namespace OrderGrains;

/// <summary>Collects mistakes, and holds the rules that several settings share. No sentence quotes a value.</summary>
/// <param name="development">Whether short keys and <c>http</c> addresses are accepted.</param>
public sealed class ProblemList(bool development)
{
    private const int ShortestKey = 16;

    /// <summary>What the examples have in place of a key.</summary>
    private const string Placeholder = "change-me";

    private readonly List<SettingsProblem> _found = [];

    /// <summary>The mistakes so far.</summary>
    public IReadOnlyList<SettingsProblem> Found => _found;

    /// <summary>Whether short keys and <c>http</c> addresses are accepted.</summary>
    public bool Development => development;

    /// <summary>A mistake of a key.</summary>
    public void Add(string key, string message) => _found.Add(new(key, message));

    /// <summary>A mistake where something is wrong.</summary>
    public void When(bool wrong, string key, string message)
    {
        if (wrong)
        {
            Add(key, message);
        }
    }

    /// <summary>One of some words.</summary>
    public void Word(string key, string? value, params string[] words) =>
        When(!words.Contains(value, StringComparer.Ordinal), key, $"This is {string.Join(", ", words[..^1])} or {words[^1]}, in exact case.");

    /// <summary>Something is there.</summary>
    public void Text(string key, string? value, string what) =>
        When(string.IsNullOrWhiteSpace(value), key, $"{what} is required.");

    /// <summary>A base address: paths are appended to it.</summary>
    public void Address(string key, string? value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            Add(key, "This is an absolute address, such as https://hub.example.com.");
            return;
        }

        When(value!.Contains('?') || value.Contains('#'), key, "The address has no query and no fragment.");
        When(url.UserInfo.Length > 0, key, "The address holds no user name and no password.");
        Https(key, url);
    }

    /// <summary>An address of the kind that is accepted.</summary>
    public void Https(string key, Uri url) =>
        When(!development && url.Scheme != "https", key, "Outside Development the address has to begin with https.");

    /// <summary>One or two live values, so that a key can be rotated without a gap.</summary>
    public void Keys(string key, IReadOnlyList<string> values, string what)
    {
        When(values.Count is < 1 or > 2, key, $"This holds one or two live values of {what}.");
        for (var i = 0; i < values.Count; i++)
        {
            Key($"{key}:{i}", values[i], what);
        }
    }

    /// <summary>A secret that another system gave us.</summary>
    public void Secret(string key, string? value, string what)
    {
        Text(key, value, what);
        NotTheExamples(key, value, "It comes from the system that it lets us into.");
    }

    /// <summary>What an example shows is known to everybody.</summary>
    private void NotTheExamples(string key, string? value, string source) => When(
        !development && value?.StartsWith(Placeholder, StringComparison.OrdinalIgnoreCase) == true, key, $"This is still the example's. {source}");

    /// <summary>A key that somebody else sends us in a header or a path.</summary>
    public void Key(string key, string? value, string what)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(key, $"A value of {what} is required.");
            return;
        }

        When(
            value.Any(c => c is < ' ' or > '~') || value[0] == ' ' || value[^1] == ' ',
            key,
            "The value is plain ASCII without spaces at its ends; no header could carry another.");
        NotTheExamples(key, value, "A key that others send us is yours to make, such as with: openssl rand -hex 24");
        When(!development && value.Length < ShortestKey, key, $"Outside Development the value has to have at least {ShortestKey} characters.");
    }
}
