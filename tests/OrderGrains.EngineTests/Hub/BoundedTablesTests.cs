using System.Reflection;
using OrderGrains.Grains;

namespace OrderGrains.EngineTests.Hub;

/// <summary>Every call to the framework's tables ends, on a table that gives no answer.</summary>
public sealed class BoundedTablesTests
{
    /// <summary>Those of a start have more time, by the same means.</summary>
    private static readonly string[] s_ofStarts = ["InitializeMembershipTable", "InitializeMembershipTableAsync", "StartAsync", "Init"];

    [Fact]
    public async Task A_call_that_is_never_answered_ends_with_a_timeout()
    {
        var membership = Calls<IMembershipTable>(new BoundedMembership(Silent.Table<IMembershipTable>(null)));
        var reminders = Calls<IReminderTable>(new BoundedReminders(Silent.Table<IReminderTable>(null)));

        await Task.WhenAll(membership.Concat(reminders).Select(call => Assert.ThrowsAsync<TimeoutException>(() => Within.Reason(call()))));
    }

    [Fact]
    public async Task A_call_that_blocks_its_caller_ends_with_a_timeout()
    {
        using var released = new ManualResetEventSlim();
        var table = new BoundedMembership(Silent.Table<IMembershipTable>(released));

        await Assert.ThrowsAsync<TimeoutException>(() => Within.Reason(table.ReadAllAsync(default)));
        released.Set();
    }

    /// <summary>Every call of a table.</summary>
    private static IEnumerable<Func<Task>> Calls<T>(T table) => typeof(T).GetMethods()
        .Where(method => !s_ofStarts.Contains(method.Name))
        .Select(method => (Func<Task>)(() => (Task)method.Invoke(
            table, [.. method.GetParameters().Select(one => one.ParameterType.IsValueType ? Activator.CreateInstance(one.ParameterType) : null)])!));

    /// <summary>Answers nothing; where it is given something to wait for, not even to the thread that calls it.</summary>
    public class Silent : DispatchProxy
    {
        private ManualResetEventSlim? _released;

        internal static T Table<T>(ManualResetEventSlim? released)
        {
            var table = DispatchProxy.Create<T, Silent>();
            ((Silent)(object)table!)._released = released;
            return table;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _released?.Wait();
            var answer = targetMethod!.ReturnType;
            return answer == typeof(Task)
                ? new TaskCompletionSource().Task
                : typeof(Silent).GetMethod(nameof(Never), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(answer.GenericTypeArguments).Invoke(null, null);
        }

        private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
    }
}
