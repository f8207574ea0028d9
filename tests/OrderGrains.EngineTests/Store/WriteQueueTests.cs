using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public sealed class WriteQueueTests
{
    private readonly WriteQueue<TaskCompletionSource> _queue = new(3);
    private readonly List<TaskCompletionSource> _batch = [];

    [Fact]
    public void What_waits_is_handed_out_in_its_order_and_no_more_than_asked_for()
    {
        TaskCompletionSource[] writes = [Write(), Write(), Write()];
        Assert.All(writes, write => Assert.True(_queue.TryAdd(write)));
        Assert.False(_queue.TryAdd(Write()));

        Assert.True(_queue.Take(_batch, most: 2, Within.Patience));
        Assert.Equal(writes[..2], _batch);
        Assert.True(_queue.TryAdd(Write()));
        Assert.True(_queue.Take(_batch, most: 9, Within.Patience));
        Assert.Equal([writes[2], _batch[1]], _batch);
    }

    [Fact]
    public void A_closed_queue_hands_out_what_waits_and_takes_nothing()
    {
        Assert.True(_queue.TryAdd(Write()));
        _queue.Close();

        Assert.False(_queue.TryAdd(Write()));
        Assert.True(_queue.Take(_batch, most: 9, Within.Patience));
        Assert.Single(_batch);
        Assert.False(_queue.Take(_batch, most: 9, Within.Patience));
    }

    [Fact]
    public async Task A_writer_that_waits_is_woken_by_a_write_and_by_the_end()
    {
        var taken = new List<int>();
        var writer = Task.Factory.StartNew(
            () =>
            {
                while (_queue.Take(_batch, most: 9, Within.Patience))
                {
                    taken.Add(_batch.Count);
                    _batch.ForEach(write => write.SetResult());
                }
            },
            TaskCreationOptions.LongRunning);

        for (var write = 0; write < 100; write++)
        {
            var one = Write();
            Assert.True(_queue.TryAdd(one));
            await Within.Reason(one.Task);
        }

        _queue.Close();
        await Within.Reason(writer);
        Assert.Equal(Enumerable.Repeat(1, 100), taken);
    }

    private static TaskCompletionSource Write() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
