using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// The simulator finds what it is there to find: each mistake, put in on purpose beside the product's code, breaks its promise in some
/// seed of the first <see cref="Seeds"/>.
/// </summary>
[Collection(SimulationTests.Name)]
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int Seeds = 1000;

    [Fact]
    public void An_answer_before_the_commit() => Finds(Bug.AnswerBeforeCommit, Promise.Durable);

    [Fact]
    public void An_actor_that_answers_before_its_write() => Finds(Bug.AnswerBeforeWrite, Promise.Durable);

    [Fact]
    public void A_commit_without_a_sync() => Finds(Bug.CommitWithoutSync, Promise.Durable);

    [Fact]
    public void No_duplicate_check() => Finds(Bug.NoDuplicateCheck, Promise.OneEffectPerMessage);

    [Fact]
    public void Marked_delivered_before_the_delivery() => Finds(Bug.DeliveredBeforeDelivery, Promise.SameEnd);

    [Fact]
    public void Requests_lost_on_restart() => Finds(Bug.RequestsLostOnRestart, Promise.Delivered);

    [Fact]
    public void A_stale_status_applied() => Finds(Bug.StaleStatusApplied, Promise.StatusOnlyRises);

    [Fact]
    public void A_retry_that_forgets_its_id() => Finds(Bug.RetryForgetsItsId, Promise.SameRequestId);

    [Fact]
    public void A_repeat_without_the_read() => Finds(Bug.RepeatWithoutRead, Promise.OneEffectPerRequest);

    [Fact]
    public void A_status_told_to_OmniChat_twice() => Finds(Bug.ToldToChatTwice, Promise.OneEffectPerRequest);

    [Fact]
    public void Two_activations_that_both_write_without_a_version() => Finds(Bug.WriteWithoutVersion, Promise.NoLostUpdate);

    [Fact]
    public void A_write_that_lands_after_its_deadline_and_is_not_told_by_its_version() => Finds(Bug.LateWriteWithoutVersion, Promise.NoLostUpdate);

    [Fact]
    public void An_offer_that_is_lost_and_no_look() => Finds(Bug.OfferLostAndNoLook, Promise.Delivered);

    [Fact]
    public void Timers_that_are_dead_and_no_ticks() => Finds(Bug.DeadTimersAndNoTicks, Promise.Delivered);

    [Fact]
    public void A_lane_that_starts_without_an_epoch() => Finds(Bug.LaneWithoutEpoch, Promise.NobodySendsUnderAnOldEpoch);

    [Fact]
    public void A_frozen_silo_whose_thawed_lane_goes_on_calling() => Finds(Bug.ThawedLaneCalls, Promise.NobodySendsUnderAnOldEpoch);

    [Fact]
    public void A_first_placement_that_is_read() => Finds(Bug.FirstPlacementRead, Promise.ReadOnlyWhatMayBeSent);

    [Fact]
    public void A_restart_that_reads_everything() => Finds(Bug.RestartReadsEverything, Promise.ReadOnlyWhatMayBeSent);

    [Fact]
    public void Times_that_lie_ahead_and_are_not_mended() => Finds(Bug.NothingMended, Promise.ComesToRest);

    private void Finds(Bug bug, Promise promise)
    {
        Run? found = null;
        var played = 0;
        Crowd.Play(Seeds, seed =>
        {
            Interlocked.Increment(ref played);
            if (found is null && World.Play(seed, bug) is var run && run.Broken == promise)
            {
                found = run;
            }

            return found is null;
        });
        output.WriteLine($"{bug}: {played} seeds until {found?.Seed}: {found?.Why}");
        Assert.True(found is not null, $"{bug} went unnoticed in {Seeds} seeds: no run broke {promise}.");
    }
}
