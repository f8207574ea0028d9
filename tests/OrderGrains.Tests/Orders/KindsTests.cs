using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OrderGrains.Tests.Orders;

/// <summary>Every kind of command and of fact has its place in the tables of <see cref="Order"/>, and none throws there for being unknown.</summary>
public class KindsTests
{
    private static readonly OrderId Id = Some.Order("46ad3bd0");

    public static TheoryData<Type> Facts => Of(typeof(Fact));

    /// <summary>The turn ends a record that is removed: there is no order left to ask.</summary>
    public static TheoryData<Type> Commands => Of(typeof(Command), but: typeof(RemoveOrder));

    [Theory]
    [MemberData(nameof(Facts))]
    public void Every_fact_is_ruled_by_its_subject_and_told(Type kind)
    {
        var fact = (Fact)Make(kind);
        Knows(kind, () => OrderGrains.Order.Evolve(new(), fact, Some.Policy, Some.Morning));
        Knows(kind, () => OrderGrains.Order.Tell(new(), fact));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_is_decided(Type kind) =>
        Knows(kind, () => OrderGrains.Order.Decide(Id, new(), (Command)Make(kind), Some.Policy, Some.Morning));

    /// <summary>Runs it on values that mean nothing: they may not fit, but their kind is known.</summary>
    private static void Knows(Type kind, Func<object?> rule)
    {
        try
        {
            rule();
        }
        catch (Exception exception) when (exception is not ArgumentOutOfRangeException unknown || unknown.ActualValue?.GetType() != kind)
        {
        }
    }

    private static TheoryData<Type> Of(Type root, Type? but = null) =>
        [.. root.Assembly.GetTypes().Where(type => type.IsSubclassOf(root) && !type.IsAbstract && type != but)];

    private static object Make(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).MaxBy(one => one.GetParameters().Length);
        return constructor is null ? RuntimeHelpers.GetUninitializedObject(type) : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType))]);
    }

    private static object? Value(Type type) =>
        type == typeof(string) ? "x"
        : Nullable.GetUnderlyingType(type) is not null || typeof(IEnumerable).IsAssignableFrom(type) && !type.IsValueType ? null
        : type.IsValueType ? Activator.CreateInstance(type)
        : type.IsAbstract ? null
        : Make(type);
}
