using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OrderGrains.TestSupport;

/// <summary>
/// What whoever runs the tests has set for a hub of their own. Neither the tests nor what they start see any of it; what is said to the tests themselves, such
/// as <c>ORDERGRAINS_CAMPAIGN</c>, the tests alone see.
/// </summary>
internal static partial class CallersVariables
{
    /// <summary>Whether a variable is the hub's: its settings, its log's, or what the framework would take for them.</summary>
    public static bool AreHubs(string name) => HubsOwn().IsMatch(name);

    /// <summary>Has a process see none of them, nor what is said to the tests.</summary>
    public static ProcessStartInfo WithoutThem(this ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => AreHubs(name) || IsTests(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    /// <summary>Before any test runs.</summary>
    [ModuleInitializer]
    internal static void Forget()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key).Where(AreHubs).ToList())
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static bool IsTests(string name) => name.StartsWith("ORDERGRAINS_", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(ASPNETCORE_|DOTNET_ENVIRONMENT$|OrderGrains__|ORDERGRAINS_SETTINGS$|Serilog__)", RegexOptions.IgnoreCase)]
    private static partial Regex HubsOwn();
}
