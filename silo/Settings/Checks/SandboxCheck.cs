namespace OrderGrains.Silo;

/// <summary>The sandbox has keys that everybody can read, and a tenant of its own.</summary>
internal static class SandboxCheck
{
    /// <summary>The tenant that the sandbox brings.</summary>
    public const string Tenant = "sandbox";

    public static void Check(SiloSettings settings, ProblemList problems)
    {
        if (!settings.Sandbox.Enabled)
        {
            return;
        }

        problems.When(
            settings.Tenants.ContainsKey(Tenant),
            $"{SettingsCheck.Section}:Tenants:{Tenant}",
            "The sandbox brings a tenant of this name; take another, or set OrderGrains:Sandbox:Enabled to false.");
        problems.When(
            !problems.Development && settings.Tenants.Count > 0,
            $"{SettingsCheck.Section}:Sandbox:Enabled",
            "The sandbox's keys are public: outside Development it runs only where no tenant is configured.");
    }
}
