-- Version 2. Times of orders are UTC ticks (100 ns), exact, as in the record; those of the framework's tables are its own. A key is never given again.

CREATE TABLE orders (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    external_id text COLLATE "C" NOT NULL,
    channel smallint NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    changed_at bigint NOT NULL,
    next_due bigint,
    status smallint NOT NULL,
    parked boolean NOT NULL,
    attention text COLLATE "C",
    vtex_order_id text COLLATE "C",
    number text COLLATE "C",
    customer_hash text COLLATE "C",
    record bytea NOT NULL,
    UNIQUE (external_id, channel, tenant));
CREATE INDEX orders_changed ON orders (changed_at, key);
CREATE INDEX orders_attention ON orders (changed_at) WHERE attention IS NOT NULL;
CREATE INDEX orders_parked ON orders (changed_at) WHERE parked;
CREATE INDEX orders_vtex ON orders (vtex_order_id) WHERE vtex_order_id IS NOT NULL;
CREATE INDEX orders_number ON orders (number) WHERE number IS NOT NULL;
CREATE INDEX orders_customer ON orders (customer_hash, changed_at) WHERE customer_hash IS NOT NULL;

-- What comes due, per lane, as the record of the same transaction says.
CREATE TABLE due (
    lane text COLLATE "C" NOT NULL,
    due bigint NOT NULL,
    order_key bigint NOT NULL,
    PRIMARY KEY (lane, due, order_key));

-- Timeline lines (kind is null) and payloads; append-only.
CREATE TABLE log (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_key bigint NOT NULL,
    at bigint NOT NULL,
    kind text,
    body bytea NOT NULL);
CREATE INDEX log_order ON log (order_key);
CREATE INDEX log_at ON log (at);

CREATE TABLE tenants (name text COLLATE "C" PRIMARY KEY);

-- Each start of a lane is a new epoch; what it has claimed is its own business. Epoch 0: paused before it was ever entered.
CREATE TABLE lanes (
    lane text COLLATE "C" PRIMARY KEY,
    epoch bigint NOT NULL DEFAULT 0,
    claims bytea NOT NULL DEFAULT '',
    paused_by text,
    paused_at bigint);

-- What is held until a time is free again after it.
CREATE TABLE meta (name text PRIMARY KEY, value bytea NOT NULL, held_until timestamptz);

-- Who is part of the cluster.
CREATE TABLE membership (deployment text PRIMARY KEY, version integer NOT NULL);
CREATE TABLE silos (
    deployment text NOT NULL REFERENCES membership (deployment),
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    proxy_port integer NOT NULL,
    suspect_times text,
    started_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation));

CREATE TABLE reminders (
    service text NOT NULL,
    grain text NOT NULL,
    name text NOT NULL,
    starts_at timestamptz NOT NULL,
    period bigint NOT NULL,
    hash integer NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (service, grain, name));
CREATE INDEX reminders_hash ON reminders (service, hash);

-- The statements that the framework's providers run, by the names under which they look for them.
CREATE TABLE orleansquery (querykey text PRIMARY KEY, querytext text NOT NULL);

-- The write of an order as a function: its statements are planned once a connection, not once a turn, and those that have nothing to do are not run. The
-- plans are generic on purpose: with the arrays' lengths before it the planner would plan each turn anew. Null for an order of another key or version.
CREATE FUNCTION write_order(
    its_external_id text, its_channel smallint, its_tenant text,
    its_version integer, its_changed_at bigint, its_next_due bigint, its_status smallint, its_parked boolean,
    its_attention text, its_vtex_order_id text, its_number text, its_customer_hash text, its_record bytea,
    gone_lanes text[], gone_times bigint[], come_lanes text[], come_times bigint[],
    log_times bigint[], log_kinds text[], log_bodies bytea[], key_before bigint, version_before integer)
RETURNS bigint LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $write_order$
DECLARE
    its_key bigint;
BEGIN
    IF key_before IS NULL THEN
        INSERT INTO tenants (name) VALUES (its_tenant) ON CONFLICT DO NOTHING;
        INSERT INTO orders (external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, vtex_order_id, number, customer_hash, record)
        VALUES (its_external_id, its_channel, its_tenant, its_version, its_changed_at, its_next_due, its_status, its_parked, its_attention,
            its_vtex_order_id, its_number, its_customer_hash, its_record)
        ON CONFLICT DO NOTHING RETURNING key INTO its_key;
    ELSE
        UPDATE orders SET version = its_version, changed_at = its_changed_at, next_due = its_next_due, status = its_status, parked = its_parked,
            attention = its_attention, vtex_order_id = its_vtex_order_id, number = its_number, customer_hash = its_customer_hash, record = its_record
        WHERE key = key_before AND version = version_before
        RETURNING key INTO its_key;
    END IF;
    IF its_key IS NULL THEN
        RETURN NULL;
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
    RETURN its_key;
END
$write_order$;

-- The removal of an order with all that was kept of it. Null for an order of another key or version.
CREATE FUNCTION remove_order(key_before bigint, version_before integer, gone_lanes text[], gone_times bigint[])
RETURNS bigint LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $remove_order$
BEGIN
    DELETE FROM orders WHERE key = key_before AND version = version_before;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    DELETE FROM due USING unnest(gone_lanes, gone_times) AS gone (lane, due)
    WHERE due.lane = gone.lane AND due.due = gone.due AND due.order_key = key_before;
    DELETE FROM log WHERE order_key = key_before;
    RETURN key_before;
END
$remove_order$;

-- Records and payloads are a few kilobytes: the quicker compression, where this server has it.
DO $compression$
BEGIN
    EXECUTE 'ALTER TABLE orders ALTER COLUMN record SET COMPRESSION lz4';
    EXECUTE 'ALTER TABLE log ALTER COLUMN body SET COMPRESSION lz4';
EXCEPTION WHEN OTHERS THEN
    NULL; -- A server without it compresses as it did.
END
$compression$;
