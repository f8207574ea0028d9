using System.CommandLine;
using OrderGrains.Connectors;

namespace OrderGrains.Silo;

/// <summary><c>silo vtex-hook</c>: registers VTEX's order hook for a tenant, or shows how it stands. Done where VTEX has it. No secret is written.</summary>
internal static class VtexHookCommand
{
    private const string Name = "vtex-hook";

    private static readonly Option<string> Tenant = new("--tenant") { Description = "Whose hook", HelpName = "tenant", Required = true };
    private static readonly Option<string> Account = new("--account") { Description = "At which of the tenant's VTEX accounts; its own where left out", HelpName = "account" };
    private static readonly Option<bool> Check = new("--check") { Description = "Only look" };

    /// <summary>The command.</summary>
    public static SiloCommand Create() => new(Name, "Register VTEX's order hook for a tenant, or show how it stands", RunAsync) { Tenant, Account, Check };

    private static async Task<int> RunAsync(Request request)
    {
        if (request.Read() is not var (builder, settings))
        {
            return ExitCode.Wrong;
        }

        SandboxTenant.AddFor(builder, settings);
        var tenant = request.Line.GetRequiredValue(Tenant);
        if (settings.Tenants.GetValueOrDefault(tenant)?.Vtex is null)
        {
            var having = settings.Tenants.Where(one => one.Value.Vtex is not null).Select(one => one.Key).ToArray();
            await request.Error.WriteLineAsync(
                $"The settings name no tenant {tenant} that has VTEX. {(having.Length == 0 ? "None has." : $"There are {string.Join(", ", having)}.")}");
            return ExitCode.Wrong;
        }

        var target = request.Line.GetValue(Account) is { } account ? settings.Tenants[tenant].TargetOfAccount(account) : Target.Vtex;
        if (settings.Tenants[tenant].VtexAt(target) is null)
        {
            var accounts = settings.Tenants[tenant].Accounts().Select(one => one.Vtex.Account);
            await request.Error.WriteLineAsync($"The settings name no such account of tenant {tenant}. There are {string.Join(", ", accounts)}.");
            return ExitCode.Wrong;
        }

        await using var services = new ServiceCollection()
            .AddConnectors(settings, Networks.Outbound(settings, builder.Environment.IsDevelopment())).BuildServiceProvider();
        return await RunAsync(request, tenant, target, request.Line.GetValue(Check), services.GetRequiredService<IOrderHooks>());
    }

    /// <summary>Runs it against a VTEX, and tells how it went.</summary>
    internal static async Task<int> RunAsync(Request request, string tenant, string target, bool check, IOrderHooks hooks)
    {
        var hook = check ? await hooks.ReadAsync(tenant, target) : await hooks.RegisterAsync(tenant, target);
        return await request.AnswerAsync(
            hook.State == OrderHookState.Registered ? ExitCode.Done : ExitCode.Failed,
            new { Tenant = tenant, Target = target, State = hook.State.ToString(), hook.Why },
            hook.State switch
            {
                OrderHookState.Registered => $"VTEX tells the hub how the orders of tenant {tenant} get on: the order hook is registered.",
                OrderHookState.Missing => $"Tenant {tenant} has no order hook. {hook.Why} Register it: silo {Name} --tenant {tenant}",
                OrderHookState.Different => $"The order hook of tenant {tenant} is another one. {hook.Why} Replace it: silo {Name} --tenant {tenant}",
                _ => check
                    ? $"VTEX did not say whether tenant {tenant} has an order hook. {hook.Why}"
                    : $"VTEX did not register the order hook of tenant {tenant}. {hook.Why}",
            });
    }
}
