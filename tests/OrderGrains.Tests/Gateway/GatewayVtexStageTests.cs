using OrderGrains.Gateway.Operations;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayVtexStageTests
{
    [Fact]
    public void The_stage_follows_what_VTEX_said_and_what_is_owed_to_it()
    {
        Assert.Equal(VtexStage.None, Stage(new()));
        Assert.Equal(VtexStage.Placing, Stage(new(), (Operation.PlaceOrder, RequestState.Waiting)));
        Assert.Equal(VtexStage.Placing, Stage(new(), (Operation.PlaceOrder, RequestState.AwaitingResult)));
        Assert.Equal(VtexStage.None, Stage(new(), (Operation.PlaceOrder, RequestState.Superseded)));
        Assert.Equal(VtexStage.Refused, Stage(new() { Refused = true }, (Operation.PlaceOrder, RequestState.Parked)));
        Assert.Equal(VtexStage.Integrated, Stage(new() { Integrated = true }, (Operation.PlaceOrder, RequestState.Done)));
        Assert.Equal(VtexStage.Approving, Stage(new() { Integrated = true }, (Operation.ApproveOrder, RequestState.AwaitingResult)));
        Assert.Equal(VtexStage.Approving, Stage(new() { Integrated = true, SentAsApproved = true }));
        Assert.Equal(VtexStage.AwaitingSeller, Stage(new() { Integrated = true, AwaitingSeller = true }));
        Assert.Equal(VtexStage.Approved, Stage(new() { Integrated = true, Approved = true, AwaitingSeller = true }));
        Assert.Equal(VtexStage.Cancelling, Stage(new() { Approved = true }, (Operation.CancelOrder, RequestState.AwaitingResult)));
        Assert.Equal(VtexStage.Approved, Stage(new() { Approved = true }, (Operation.CancelOrder, RequestState.Parked)));
        Assert.Equal(VtexStage.Cancelled, Stage(new() { Approved = true }, (Operation.CancelOrder, RequestState.Done)));
        Assert.Equal(VtexStage.Cancelled, Stage(new() { Approved = true, Progress = VtexProgress.Cancelled }));
    }

    private static VtexStage Stage(VtexState vtex, params (Operation Operation, RequestState State)[] requests) => VtexStages.Of(
        OrderState.Empty with
        {
            Vtex = vtex,
            Requests =
            [
                .. requests.Select(request => new OwedRequest { Operation = request.Operation, State = request.State, Placement = 1 }),
            ],
        });
}
