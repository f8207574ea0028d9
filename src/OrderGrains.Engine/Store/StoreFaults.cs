namespace OrderGrains.Engine;

/// <summary>Points at which tests make a store fail or wait. Outside of tests they do nothing.</summary>
public sealed class StoreFaults
{
    /// <summary>Before an order's write: where it throws nothing of that order is kept, and no other order's write fails.</summary>
    public Func<OrderId, Task> BeforeWrite { get; set; } = static _ => Task.CompletedTask;

    /// <summary>After an order's write is kept and before anybody knows: where it throws, the write is kept and its writer is told that it failed.</summary>
    public Func<OrderId, Task> AfterWrite { get; set; } = static _ => Task.CompletedTask;
}
