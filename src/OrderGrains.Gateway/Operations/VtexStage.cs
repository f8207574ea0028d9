namespace OrderGrains.Gateway.Operations;

/// <summary>How far an order got at VTEX.</summary>
internal enum VtexStage
{
    /// <summary>Not there.</summary>
    None,

    /// <summary>Its placement is owed or under way.</summary>
    Placing,

    /// <summary>There.</summary>
    Integrated,

    /// <summary>There, and its approval is owed or under way.</summary>
    Approving,

    /// <summary>Waits for the seller's decision.</summary>
    AwaitingSeller,

    /// <summary>Approved.</summary>
    Approved,

    /// <summary>Its cancellation is owed or under way.</summary>
    Cancelling,

    /// <summary>Cancelled.</summary>
    Cancelled,

    /// <summary>Its placement was refused.</summary>
    Refused,
}

/// <summary>Derives the stage from what VTEX said and from what is still owed to it.</summary>
internal static class VtexStages
{
    /// <summary>The stage of an order's current placement.</summary>
    public static VtexStage Of(OrderState state)
    {
        var vtex = state.Vtex;
        var place = state.Latest(Operation.PlaceOrder);
        var approve = state.Latest(Operation.ApproveOrder);
        var cancel = state.Latest(Operation.CancelOrder);
        return vtex switch
        {
            { Progress: VtexProgress.Cancelled } => VtexStage.Cancelled,
            _ when cancel is { State: RequestState.Done } => VtexStage.Cancelled,
            { Refused: true } => VtexStage.Refused,
            _ when cancel?.IsOpen() == true => VtexStage.Cancelling,
            { Approved: true } => VtexStage.Approved,
            { AwaitingSeller: true } => VtexStage.AwaitingSeller,
            { Integrated: true, SentAsApproved: true } => VtexStage.Approving,
            { Integrated: true } => approve?.IsOpen() == true ? VtexStage.Approving : VtexStage.Integrated,
            _ => place is { State: not (RequestState.Done or RequestState.Skipped) } ? VtexStage.Placing : VtexStage.None,
        };
    }
}
