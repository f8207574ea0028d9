using System.Reflection;
using Orleans;
using Orleans.CodeGeneration;
using OrderGrains.Grains;

namespace OrderGrains.EngineTests.Hub;

/// <summary>
/// What silos of two releases say to each other has names of its own, so that nothing hangs on how a type or a method is called in the code (docs/cluster.md, "Upgrade").
/// </summary>
public sealed class WireNamesTests
{
    private static readonly Type[] Types = typeof(OrderFront).Assembly.GetTypes();

    [Fact]
    public void Each_grain_has_a_name_and_a_version()
    {
        var grains = Types.Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)).ToList();

        Assert.NotEmpty(grains);
        Assert.All(grains, grain =>
        {
            Assert.NotNull(grain.GetCustomAttribute<AliasAttribute>());
            Assert.True(grain.GetCustomAttribute<VersionAttribute>()?.Version >= 1);
        });
    }

    [Fact]
    public void Each_call_has_a_name()
    {
        var calls = Types
            .Where(type => type.IsInterface && Types.Any(grain => grain.IsInterface && typeof(IGrain).IsAssignableFrom(grain) && type.IsAssignableFrom(grain)))
            .SelectMany(type => type.GetMethods()).ToList();

        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.NotNull(call.GetCustomAttribute<AliasAttribute>()));
    }

    [Fact]
    public void Each_message_has_a_name()
    {
        var messages = Types.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null).ToList();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.NotNull(message.GetCustomAttribute<AliasAttribute>()));
    }
}
