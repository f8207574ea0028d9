namespace OrderGrains.Sandbox.Vtex;

/// <summary>Where one order stands at VTEX.</summary>
/// <param name="MarketplaceOrderId">The hub's id.</param>
/// <param name="OrderId">VTEX's id; null while every placing was refused.</param>
/// <param name="Account">The account it was placed in.</param>
/// <param name="Status">VTEX's word; null while every placing was refused.</param>
/// <param name="Delivered">Whether the invoiced package reached the customer.</param>
/// <param name="Places">Orders made: 0 or 1.</param>
/// <param name="Repeats">Placings of an order that was already there, answered EOI007.</param>
/// <param name="Approvals">Times it became approved: 0 or 1. Approving again does not count.</param>
/// <param name="Cancels">Times it became canceled by the hub's request: 0 or 1.</param>
/// <param name="LastCode">The last code that was owed to the hub about it.</param>
public sealed record VtexStanding(
    string MarketplaceOrderId, string? OrderId, string Account, string? Status, bool Delivered,
    int Places, int Repeats, int Approvals, int Cancels, string? LastCode);
