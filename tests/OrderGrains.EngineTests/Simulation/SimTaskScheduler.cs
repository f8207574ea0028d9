namespace OrderGrains.EngineTests.Simulation;

/// <summary>An activation's scheduler, as a grain has one: its tasks one at a time, in their order, each a thing of the loop.</summary>
internal sealed class SimTaskScheduler(Loop loop, Life life) : TaskScheduler
{
    private readonly Queue<Task> _tasks = new();

    /// <summary>Starts something there.</summary>
    public void Start(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    protected override void QueueTask(Task task)
    {
        _tasks.Enqueue(task);
        if (_tasks.Count == 1)
        {
            loop.Post(life, RunNext);
        }
    }

    /// <summary>As the framework's: what comes up in a task of the same activation may go on within it.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && loop.Chance() && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void RunNext()
    {
        TryExecuteTask(_tasks.Peek());
        _tasks.Dequeue();
        if (_tasks.Count > 0)
        {
            loop.Post(life, RunNext);
        }
    }
}
