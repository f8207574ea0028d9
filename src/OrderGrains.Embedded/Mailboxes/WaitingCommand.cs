namespace OrderGrains.Embedded.Mailboxes;

/// <summary>A command in a mailbox and its sender, who may take it back until a turn takes it.</summary>
internal sealed class WaitingCommand
{
    private const int Waits = 0;
    private const int Taken = 1;
    private const int TakenBack = 2;

    private readonly WorkScheduler _scheduler;
    private readonly TaskCompletionSource<Receipt> _receipt;
    private readonly CancellationTokenRegistration _cancellation;
    private int _state = Waits;

    /// <param name="command">What is asked.</param>
    /// <param name="message">Its envelope.</param>
    /// <param name="scheduler">Says where its sender goes on.</param>
    /// <param name="isSenders">False for the engine's own commands.</param>
    /// <param name="cancellationToken">Takes it back.</param>
    public WaitingCommand(Command command, Message message, WorkScheduler scheduler, bool isSenders, CancellationToken cancellationToken)
    {
        IsSenders = isSenders;
        (_scheduler, _receipt) = (scheduler, scheduler.DirectCompletion<Receipt>());
        (Command, Message) = (command, message);
        _cancellation = cancellationToken.UnsafeRegister(
            static (self, token) => ((WaitingCommand)self!).TakeBack(token), this);
    }

    public Command Command { get; }

    public Message Message { get; }

    /// <summary>Whether it came from outside, whose senders are told to try again.</summary>
    public bool IsSenders { get; }

    public Task<Receipt> Receipt => _receipt.Task;

    /// <summary>Whether a turn may take it: false where its sender took it back.</summary>
    public bool Take()
    {
        _cancellation.Unregister();
        return Interlocked.CompareExchange(ref _state, Taken, Waits) == Waits;
    }

    /// <summary>Answers; the sender goes on within this call where it is the only one to be answered.</summary>
    public void Answer(Receipt receipt, bool alone = false)
    {
        if (alone)
        {
            _scheduler.CompleteHere(_receipt, receipt);
        }
        else
        {
            _scheduler.CompleteElsewhere(_receipt, receipt);
        }
    }

    public void Fail(Exception exception) => _scheduler.FailElsewhere(_receipt, exception);

    private void TakeBack(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, TakenBack, Waits) == Waits)
        {
            _receipt.TrySetCanceled(token);
        }
    }
}
