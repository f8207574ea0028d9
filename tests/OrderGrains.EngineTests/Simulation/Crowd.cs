using System.Runtime.ExceptionServices;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>Tests that play seeds on every core have the machine to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimulationTests
{
    public const string Name = "Simulation";
}

/// <summary>Plays seeds on a thread a core. A thread of its own has no synchronization context, so that what a seed awaits stays on it.</summary>
internal static class Crowd
{
    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Plays the seeds from 1 to a count, until one play says false.</summary>
    public static void Play(int count, Func<int, bool> play) => Play(1, count, play);

    /// <summary>Plays the seeds from one to another.</summary>
    public static void Play(int first, int last, Func<int, bool> play)
    {
        var (next, failure) = (first - 1, (Exception?)null);
        var threads = Enumerable.Range(0, Math.Min(last - first + 1, Environment.ProcessorCount)).Select(_ => new Thread(Run, StackBytes)).ToList();
        using (ExecutionContext.SuppressFlow())
        {
            threads.ForEach(thread => thread.Start());
        }

        threads.ForEach(thread => thread.Join());
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        void Run()
        {
            try
            {
                while (Interlocked.Increment(ref next) is var seed && seed <= last && play(seed))
                {
                }
            }
            catch (Exception exception)
            {
                failure = exception;
                Volatile.Write(ref next, last);
            }
        }
    }
}
