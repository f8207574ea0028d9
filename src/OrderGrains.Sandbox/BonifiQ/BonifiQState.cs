namespace OrderGrains.Sandbox.BonifiQ;

/// <summary>An order's state as BonifiQ numbers it on a read (developers.bonifiq.com.br, Order).</summary>
public enum BonifiQState
{
    Initial = 0,
    Pending = 1,
    Completed = 2,
    Cancelled = 3,
}
