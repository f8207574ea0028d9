using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orleans.CodeGeneration;
using Orleans.Placement;

namespace OrderGrains.Grains;

/// <summary>Acts on many orders, on one silo for the whole cluster. There is one, under the key <see cref="JobsGrain.Key"/>.</summary>
[Alias("OrderGrains.IJobsGrain")]
[Version(1)]
internal interface IJobsGrain : IGrainWithStringKey
{
    /// <summary>Takes up what goes on and is done by nobody, and sees to it that a reminder does.</summary>
    [Alias("Stand")]
    Task StandAsync();

    /// <summary>Begins one; its id, null where too many go on.</summary>
    /// <param name="what">A <see cref="BulkOrder"/> as JSON.</param>
    [Alias("Start")]
    Task<string?> StartAsync(string what);

    /// <summary>Stops one; completes when it has stopped.</summary>
    [Alias("Stop")]
    Task StopAsync(string id, string by);
}

/// <summary>Has <see cref="BulkRunner"/> do them.</summary>
[GrainType("jobs")]
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class JobsGrain(IOrderStore store, ILaneOrders orders, HubClock clock, ILogger<JobsGrain> log) : Grain, IJobsGrain, IRemindable
{
    /// <summary>Key of the only one in the cluster.</summary>
    public const string Key = "hub";

    private const string Reminder = "jobs";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly Queue<string> _over = []; // Kept as such: a list that was read before says that they go on.
    private readonly KeptJobs _jobs = new(store);

    /// <inheritdoc/>
    public async Task StandAsync()
    {
        await this.RegisterOrUpdateReminder(Reminder, Every, Every);
        await ResumeAsync();
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => ResumeAsync();

    /// <inheritdoc/>
    public async Task<string?> StartAsync(string what)
    {
        await ResumeAsync(); // What another silo began counts too.
        if (_runs.Count >= IBulkJobs.MaxRunning)
        {
            return null;
        }

        var now = clock.Now();
        var id = string.Create(CultureInfo.InvariantCulture, $"{KeptRow.KeyAt(now)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        var job = new BulkJob(id, JsonSerializer.Deserialize(what, JobsJson.Default.BulkOrder)!, now);
        var run = new Run();
        _runs.Add(id, run); // Before anything is awaited: it counts from here on.
        try
        {
            await _jobs.TrimAsync(now, CancellationToken.None);
            await _jobs.SaveAsync(job, CancellationToken.None);
        }
        catch
        {
            _runs.Remove(id);
            throw;
        }

        run.Ended = RunAsync(run, job, resumed: false);
        return id;
    }

    /// <inheritdoc/>
    public async Task StopAsync(string id, string by)
    {
        await ResumeAsync();
        if (_runs.TryGetValue(id, out var run))
        {
            run.StoppedBy = by;
            await run.Stop.CancelAsync();
            await run.Ended;
        }
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var run in _runs.Values.ToList())
        {
            await run.Stop.CancelAsync(); // Nobody has stopped it: it goes on elsewhere.
            await run.Ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task ResumeAsync()
    {
        foreach (var job in (await _jobs.ListAsync(CancellationToken.None)).Where(job => job.State == JobState.Running))
        {
            var run = new Run();
            if (!_over.Contains(job.Id) && _runs.TryAdd(job.Id, run))
            {
                run.Ended = RunAsync(run, job with { Resumed = job.Resumed + 1 }, resumed: true);
            }
        }
    }

    private async Task RunAsync(Run run, BulkJob job, bool resumed)
    {
        await Task.Yield(); // Who began it does not wait for its first orders.
        var runner = new BulkRunner(store, orders, lane => GrainFactory.Target(lane).LiftAsync(), TimeProvider.System, log);
        try
        {
            job = await runner.RunAsync(job, resumed, so => job = so, run.Stop.Token) with { State = JobState.Done };
        }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested)
        {
            job = run.StoppedBy is { } by ? job with { State = JobState.Stopped, StoppedBy = by } : job;
        }
        catch (Exception exception)
        {
            log.LogError("{Act} of many orders by {Operator} ended ({Type})", job.What.Act, job.What.By, exception.GetType().Name);
            job = job with { State = JobState.Failed, LastFailure = exception is EngineUnavailableException ? exception.Message : "It could not go on." };
        }

        await EndAsync(job.State == JobState.Running ? job : job with { EndedAt = clock.Now() });
        _runs.Remove(job.Id);
        run.Stop.Dispose();
    }

    /// <summary>What cannot be kept now is taken up once more by the reminder.</summary>
    private async Task EndAsync(BulkJob job)
    {
        try
        {
            await _jobs.SaveAsync(job, CancellationToken.None);
            if (job.State != JobState.Running)
            {
                _over.Enqueue(job.Id);
                _ = _over.Count > KeptJobs.Most && _over.TryDequeue(out _); // No list has more.
            }

            log.LogInformation(
                "{Act} of many orders by {Operator} is {State}: {Looked} of {Orders} looked at, {Done} done, {Refused} refused, {Failed} failed",
                job.What.Act, job.What.By, job.State, job.Looked, job.Orders, job.Done, job.Refused, job.Failed);
        }
        catch (Exception exception)
        {
            log.LogWarning("It could not be kept how {Act} of many orders by {Operator} ended ({Type})", job.What.Act, job.What.By, exception.GetType().Name);
        }
    }

    private sealed class Run
    {
        public CancellationTokenSource Stop { get; } = new();

        public string? StoppedBy { get; set; }

        public Task Ended { get; set; } = Task.CompletedTask;
    }
}
