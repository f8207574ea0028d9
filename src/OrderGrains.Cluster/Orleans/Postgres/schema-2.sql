-- Version 2. The write of an order as a function: its statements are planned once a connection, not once a turn, and those that have
-- nothing to do are not run. The plans are generic on purpose: with the arrays' lengths before it the planner would plan each turn anew.

CREATE FUNCTION write_order(
    its_external_id text, its_channel smallint, its_tenant text,
    its_version integer, its_changed_at bigint, its_next_due bigint, its_status smallint, its_parked boolean,
    its_attention text, its_vtex_order_id text, its_customer_hash text, its_record bytea,
    gone_lanes text[], gone_times bigint[], come_lanes text[], come_times bigint[],
    log_times bigint[], log_kinds text[], log_bodies bytea[], version_before integer)
RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $write_order$
DECLARE
    its_key bigint;
BEGIN
    IF version_before IS NULL THEN
        INSERT INTO tenants (name) VALUES (its_tenant) ON CONFLICT DO NOTHING;
        INSERT INTO orders (external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, vtex_order_id, customer_hash, record)
        VALUES (its_external_id, its_channel, its_tenant, its_version, its_changed_at, its_next_due, its_status, its_parked, its_attention,
            its_vtex_order_id, its_customer_hash, its_record)
        ON CONFLICT DO NOTHING RETURNING key INTO its_key;
    ELSE
        UPDATE orders SET version = its_version, changed_at = its_changed_at, next_due = its_next_due, status = its_status, parked = its_parked,
            attention = its_attention, vtex_order_id = its_vtex_order_id, customer_hash = its_customer_hash, record = its_record
        WHERE external_id = its_external_id AND channel = its_channel AND tenant = its_tenant AND version = version_before
        RETURNING key INTO its_key;
    END IF;
    IF its_key IS NULL THEN
        RETURN false;
    END IF;
    IF cardinality(gone_lanes) > 0 THEN
        DELETE FROM due USING unnest(gone_lanes, gone_times) AS gone (lane, due)
        WHERE due.lane = gone.lane AND due.due = gone.due AND due.order_key = its_key;
    END IF;
    IF cardinality(come_lanes) > 0 THEN
        INSERT INTO due (lane, due, order_key)
        SELECT come.lane, come.due, its_key FROM unnest(come_lanes, come_times) AS come (lane, due)
        ON CONFLICT DO NOTHING;
    END IF;
    INSERT INTO log (order_key, at, kind, body)
    SELECT its_key, new.at, new.kind, new.body FROM unnest(log_times, log_kinds, log_bodies) AS new (at, kind, body);
    RETURN true;
END
$write_order$;

-- Records and payloads are a few kilobytes: the quicker compression, where this server has it.
DO $compression$
BEGIN
    EXECUTE 'ALTER TABLE orders ALTER COLUMN record SET COMPRESSION lz4';
    EXECUTE 'ALTER TABLE log ALTER COLUMN body SET COMPRESSION lz4';
EXCEPTION WHEN OTHERS THEN
    NULL; -- A server without it compresses as it did.
END
$compression$;
