namespace OrderGrains.Engine;

/// <summary>A command that waits for its order, and its sender, who may take it back until a turn takes it.</summary>
internal sealed class WaitingCommand
{
    private const int Waits = 0;
    private const int Taken = 1;
    private const int TakenBack = 2;

    private readonly TaskCompletionSource<OrderAnswer> _answer = new();
    private readonly CancellationTokenRegistration _cancellation;
    private int _state = Waits;

    public WaitingCommand(Command command, Message message, CancellationToken cancellationToken)
    {
        (Command, Message) = (command, message);
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

    public void Answer(OrderAnswer answer) => _answer.TrySetResult(answer);

    /// <summary>Comes from the sender's thread.</summary>
    private void TakeBack(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, TakenBack, Waits) == Waits)
        {
            _answer.TrySetCanceled(token);
        }
    }
}
