using OrderGrains.Connectors;

namespace OrderGrains.Silo;

/// <summary>
/// <c>silo vtex-hook</c>: registers VTEX's order hook for a tenant, or shows how it stands. Ends with 0 where VTEX has it, 1 where
/// it has not, 2 where the command or the settings are wrong. No secret is written.
/// </summary>
internal static class VtexHookCommand
{
    /// <summary>The word that asks for it.</summary>
    public const string Name = "vtex-hook";

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        if (!VtexHookArguments.TryRead(args, out var asked))
        {
            Console.Error.WriteLine($"Usage: {VtexHookArguments.Usage}");
            return Start.WrongSettings;
        }

        if (Start.Read(asked.Rest, asked.Settings) is not var (builder, settings))
        {
            return Start.WrongSettings;
        }

        if (settings.Sandbox.Enabled)
        {
            SandboxTenant.Add(settings, SelfAddress.Of(Server.Addresses(builder.Configuration), new("http://localhost:8080")));
        }

        if (settings.Tenants.GetValueOrDefault(asked.Tenant)?.Vtex is null)
        {
            Console.Error.WriteLine($"The settings name no tenant {asked.Tenant} that has VTEX.");
            return Start.WrongSettings;
        }

        await using var services = new ServiceCollection().AddConnectors(settings).BuildServiceProvider();
        return await RunAsync(asked, services.GetRequiredService<IOrderHooks>(), Console.Out);
    }

    /// <summary>Runs it against a VTEX, and tells how it went.</summary>
    internal static async Task<int> RunAsync(VtexHookArguments asked, IOrderHooks hooks, TextWriter told)
    {
        var hook = asked.Check ? await hooks.ReadAsync(asked.Tenant) : await hooks.RegisterAsync(asked.Tenant);
        await told.WriteLineAsync(hook.State switch
        {
            OrderHookState.Registered =>
                $"VTEX tells the hub how the orders of tenant {asked.Tenant} get on: the order hook is registered.",
            OrderHookState.Missing =>
                $"Tenant {asked.Tenant} has no order hook. {hook.Why} Register it: silo {Name} --tenant {asked.Tenant}",
            OrderHookState.Different =>
                $"The order hook of tenant {asked.Tenant} is another one. {hook.Why} Replace it: silo {Name} --tenant {asked.Tenant}",
            _ => asked.Check
                ? $"VTEX did not say whether tenant {asked.Tenant} has an order hook. {hook.Why}"
                : $"VTEX did not register the order hook of tenant {asked.Tenant}. {hook.Why}",
        });
        return hook.State == OrderHookState.Registered ? 0 : Start.Failed;
    }
}
