using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>The statements of lanes, by their numbers. Used by the writer's thread alone.</summary>
internal sealed class LaneStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _enter = new(connection, """
        INSERT INTO lanes (lane, epoch, claims) VALUES (@0, 1, x'') ON CONFLICT (lane) DO UPDATE SET epoch = epoch + 1
        RETURNING epoch, claims, paused_by, paused_at
        """);
    private readonly Statement _claim = new(connection, "UPDATE lanes SET claims = @2 WHERE lane = @0 AND epoch = @1");
    private readonly Statement _pause = new(connection, """
        INSERT INTO lanes (lane, epoch, claims, paused_by, paused_at) VALUES (@0, 0, x'', @1, @2)
        ON CONFLICT (lane) DO UPDATE SET paused_by = excluded.paused_by, paused_at = excluded.paused_at
        """);

    /// <summary>Begins an epoch.</summary>
    public LaneStart Enter(long lane)
    {
        using var rows = _enter.Read(lane);
        rows.Read();
        return new(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.IsDBNull(2) ? null : rows.GetString(2))
        {
            PausedAt = rows.IsDBNull(3) ? null : new DateTimeOffset(rows.GetInt64(3), TimeSpan.Zero),
        };
    }

    /// <summary>Replaces the claims; false where another epoch is the lane's.</summary>
    public bool Claim(long lane, long epoch, ReadOnlyMemory<byte> claims) => _claim.Run(lane, epoch, claims.ToArray()) == 1;

    /// <summary>Keeps a pause, or ends it.</summary>
    public bool Pause(long lane, string? by, DateTimeOffset? at) => _pause.Run(lane, by, by is null ? null : at?.UtcTicks) == 1;

    /// <summary>Takes over a lane of another store: epochs only rise, and with the higher one come its claims.</summary>
    public void Put(long lane, CopiedLane copied)
    {
        Pause(lane, copied.PausedBy, copied.PausedAt);
        using var put = new Statement(connection, "UPDATE lanes SET epoch = @1, claims = @2 WHERE lane = @0 AND epoch <= @1");
        put.Run(lane, copied.Epoch, copied.Claims.ToArray());
    }

    public void Dispose()
    {
        _enter.Dispose();
        _claim.Dispose();
        _pause.Dispose();
    }
}
