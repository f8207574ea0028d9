namespace OrderGrains.Postgres;

/// <summary>Holds the machine's clock against the database's, which all silos share.</summary>
internal static class DatabaseClock
{
    /// <summary>The largest difference, either way, with which a silo joins.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Asks the database for its time; what the answer took counts for neither side.</summary>
    /// <exception cref="InvalidOperationException">The clocks differ by more than <see cref="Tolerance"/>.</exception>
    public static async Task DemandAsync(PostgresDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var answers = await database.AskAsync("SELECT clock_timestamp()", row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken).ConfigureAwait(false);
        var answered = time.GetUtcNow();
        var off = answers[0] < asked ? asked - answers[0] : answers[0] > answered ? answers[0] - answered : TimeSpan.Zero;
        if (off > Tolerance)
        {
            throw new InvalidOperationException(
                $"This machine's clock shows {answered:u}, the database's {answers[0].ToUniversalTime():u}: set them right, they may differ by 2 s.");
        }
    }
}
