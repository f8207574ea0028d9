-- Written anew by every init-database: one statement a key, as the framework's providers name them and their parameters.

-- key: GatewaysQueryKey
SELECT address AS "Address", proxy_port AS "ProxyPort", generation AS "Generation"
FROM silos WHERE deployment = @DeploymentId AND status = @Status AND proxy_port > 0;

-- key: MembershipReadRowKey
SELECT membership.version AS "Version", address AS "Address", port AS "Port", generation AS "Generation", silo_name AS "SiloName",
    host_name AS "HostName", status AS "Status", proxy_port AS "ProxyPort", suspect_times AS "SuspectTimes",
    started_at AS "StartTime", alive_at AS "IAmAliveTime"
FROM membership LEFT JOIN silos ON silos.deployment = membership.deployment
    AND silos.address = @Address AND silos.port = @Port AND silos.generation = @Generation
WHERE membership.deployment = @DeploymentId;

-- key: MembershipReadAllKey
SELECT membership.version AS "Version", address AS "Address", port AS "Port", generation AS "Generation", silo_name AS "SiloName",
    host_name AS "HostName", status AS "Status", proxy_port AS "ProxyPort", suspect_times AS "SuspectTimes",
    started_at AS "StartTime", alive_at AS "IAmAliveTime"
FROM membership LEFT JOIN silos ON silos.deployment = membership.deployment
WHERE membership.deployment = @DeploymentId;

-- key: InsertMembershipVersionKey
WITH made AS (INSERT INTO membership (deployment, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
SELECT EXISTS (SELECT 1 FROM made);

-- key: UpdateIAmAlivetimeKey
UPDATE silos SET alive_at = @IAmAliveTime
WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation;

-- key: InsertMembershipKey
WITH counted AS (
    UPDATE membership SET version = version + 1
    WHERE deployment = @DeploymentId AND version = @Version AND NOT EXISTS (
        SELECT 1 FROM silos WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        AND NOT EXISTS (SELECT 1 FROM meta WHERE held_until > clock_timestamp()) -- No silo joins while the orders are copied.
    RETURNING deployment),
made AS (
    INSERT INTO silos (deployment, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
    SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM counted
    ON CONFLICT DO NOTHING RETURNING 1)
SELECT EXISTS (SELECT 1 FROM made);

-- key: UpdateMembershipKey
WITH counted AS (
    UPDATE membership SET version = version + 1 WHERE deployment = @DeploymentId AND version = @Version RETURNING deployment),
changed AS (
    UPDATE silos SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    FROM counted WHERE silos.deployment = counted.deployment
        AND silos.address = @Address AND silos.port = @Port AND silos.generation = @Generation
    RETURNING 1)
SELECT EXISTS (SELECT 1 FROM changed);

-- key: DeleteMembershipTableEntriesKey
WITH gone AS (DELETE FROM silos WHERE deployment = @DeploymentId RETURNING 1)
UPDATE membership SET version = version + 1 WHERE deployment = @DeploymentId AND EXISTS (SELECT 1 FROM gone);

-- key: CleanupDefunctSiloEntriesKey
DELETE FROM silos WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status = 6;

-- key: ReadReminderRowsKey
SELECT grain AS "GrainId", name AS "ReminderName", starts_at AS "StartTime", period AS "Period", version AS "Version"
FROM reminders WHERE service = @ServiceId AND grain = @GrainId;

-- key: ReadReminderRowKey
SELECT grain AS "GrainId", name AS "ReminderName", starts_at AS "StartTime", period AS "Period", version AS "Version"
FROM reminders WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName;

-- key: ReadRangeRows1Key
SELECT grain AS "GrainId", name AS "ReminderName", starts_at AS "StartTime", period AS "Period", version AS "Version"
FROM reminders WHERE service = @ServiceId AND hash > @BeginHash AND hash <= @EndHash;

-- key: ReadRangeRows2Key
SELECT grain AS "GrainId", name AS "ReminderName", starts_at AS "StartTime", period AS "Period", version AS "Version"
FROM reminders WHERE service = @ServiceId AND (hash > @BeginHash OR hash <= @EndHash);

-- key: UpsertReminderRowKey
INSERT INTO reminders (service, grain, name, starts_at, period, hash, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (service, grain, name) DO UPDATE
SET starts_at = excluded.starts_at, period = excluded.period, hash = excluded.hash, version = reminders.version + 1
RETURNING version AS "Version";

-- key: DeleteReminderRowKey
WITH gone AS (
    DELETE FROM reminders WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
SELECT EXISTS (SELECT 1 FROM gone);

-- key: DeleteReminderRowsKey
DELETE FROM reminders WHERE service = @ServiceId;
