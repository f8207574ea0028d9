namespace OrderGrains.Cluster;

/// <summary>A command in a mailbox and its sender, who may take it back until it is sent to its order.</summary>
internal sealed class WaitingCommand
{
    private const int Waits = 0;
    private const int Sent = 1;
    private const int TakenBack = 2;

    private readonly TaskCompletionSource<Receipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _cancellation;
    private int _state = Waits;

    public WaitingCommand(SentCommand command, CancellationToken cancellationToken)
    {
        Command = command;
        _cancellation = cancellationToken.UnsafeRegister(static (self, token) => ((WaitingCommand)self!).TakeBack(token), this);
    }

    public SentCommand Command { get; }

    public Task<Receipt> Receipt => _receipt.Task;

    /// <summary>Whether a second try cannot do it twice: its message has an id, or its content alone decides.</summary>
    public bool CanRepeat => Command.Message.Id is not null || Command.Command is EditCart;

    /// <summary>Whether it may be sent: false where its sender took it back.</summary>
    public bool Take()
    {
        _cancellation.Unregister();
        return Interlocked.CompareExchange(ref _state, Sent, Waits) == Waits;
    }

    public void Answer(Receipt receipt) => _receipt.TrySetResult(receipt);

    public void Fail(Exception exception) => _receipt.TrySetException(exception);

    private void TakeBack(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, TakenBack, Waits) == Waits)
        {
            _receipt.TrySetCanceled(token);
        }
    }
}
