using Orleans.Runtime;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster;

/// <summary>A storage's misfortunes. What a test does at a write may block, so it gets a thread of its own.</summary>
internal sealed class ScriptedStorage
{
    public static readonly Action<OrderId> Nothing = static _ => { };

    /// <summary>Before a write.</summary>
    public Action<OrderId> BeforeWrite { get; set; } = Nothing;

    /// <summary>After a write is durable.</summary>
    public Action AfterWrite { get; set; } = static () => { };

    /// <summary>Instead of everything, reads included.</summary>
    public Func<Exception?> Away { get; set; } = static () => null;

    /// <summary>Writes of one run of silos; they end with it.</summary>
    public IGrainStorage Of(IGrainStorage inner, ClusterRun run) => new Decorated(this, inner, run);

    private sealed class Decorated(ScriptedStorage script, IGrainStorage inner, ClusterRun run) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Demand();
            return inner.ReadStateAsync(stateName, grainId, grainState);
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Demand();
            if (script.BeforeWrite is var before && before != Nothing)
            {
                var order = OrderId.Parse(grainId.Key.ToString()!);
                await Task.Factory.StartNew(() => before(order), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            Demand();
            await inner.WriteStateAsync(stateName, grainId, grainState);
            script.AfterWrite();
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

        private void Demand()
        {
            if (run.IsDead)
            {
                throw new InvalidOperationException("The process is dead.");
            }

            if (script.Away() is { } away)
            {
                throw away;
            }
        }
    }
}
