using System.Diagnostics;

namespace OrderGrains.Engine;

/// <summary>A command that waits for its order, and its sender, who may take it back until a turn takes it.</summary>
internal sealed class WaitingCommand
{
    private const int Waits = 0;
    private const int Taken = 1;
    private const int TakenBack = 2;

    private readonly TaskCompletionSource<OrderAnswer> _answer = new();
    private readonly CancellationTokenRegistration _cancellation;
    private readonly Activity? _span;
    private int _state = Waits;

    public WaitingCommand(OrderId order, Command command, Message message, CancellationToken cancellationToken)
    {
        (Command, Message, _span) = (command, message, HubTelemetry.BeginTurn(order, command));
        _cancellation = cancellationToken.UnsafeRegister(static (self, token) => ((WaitingCommand)self!).TakeBack(token), this);
    }

    public Command Command { get; }

    public Message Message { get; }

    public Task<OrderAnswer> Answered => _answer.Task;

    /// <summary>Whether a turn may take it: false where its sender took it back.</summary>
    public bool Take()
    {
        _cancellation.Unregister();
        return Interlocked.CompareExchange(ref _state, Taken, Waits) == Waits;
    }

    public void Answer(OrderAnswer answer)
    {
        HubTelemetry.End(_span, HubMeter.Word(answer.Receipt?.Outcome), answer.Receipt is null);
        _answer.TrySetResult(answer);
    }

    /// <summary>Comes from the sender's thread.</summary>
    private void TakeBack(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, TakenBack, Waits) == Waits)
        {
            HubTelemetry.End(_span, "taken_back", failed: false);
            _answer.TrySetCanceled(token);
        }
    }
}
