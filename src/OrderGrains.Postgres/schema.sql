-- Version 4. Times of orders are UTC ticks (100 ns), exact, as in the record; those of the framework's tables are its own. A key is never given again.

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
    store text COLLATE "C",
    record bytea NOT NULL,
    UNIQUE (external_id, channel, tenant));
CREATE INDEX orders_changed ON orders (changed_at, key);
CREATE INDEX orders_attention ON orders (changed_at) WHERE attention IS NOT NULL;
CREATE INDEX orders_status ON orders (status, tenant);
CREATE INDEX orders_vtex ON orders (vtex_order_id) WHERE vtex_order_id IS NOT NULL;
CREATE INDEX orders_number ON orders (number) WHERE number IS NOT NULL;
CREATE INDEX orders_customer ON orders (customer_hash, changed_at) WHERE customer_hash IS NOT NULL;
CREATE INDEX orders_store ON orders (store) WHERE store IS NOT NULL;

-- The calls that orders owe, and those that stopped, as the heads of their records say them.
CREATE TABLE owed (
    order_key bigint NOT NULL,
    request text COLLATE "C" NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    operation smallint NOT NULL,
    state smallint NOT NULL,
    since bigint NOT NULL,
    code text COLLATE "C",
    shape text COLLATE "C",
    PRIMARY KEY (order_key, request));
CREATE INDEX owed_failures ON owed (tenant, target, operation, code, shape, since, state, order_key) WHERE code IS NOT NULL;

-- Numbers of invoices.
CREATE TABLE invoices (order_key bigint NOT NULL, number text COLLATE "C" NOT NULL, PRIMARY KEY (order_key, number));
CREATE INDEX invoices_number ON invoices (number);

-- What comes due, per lane, as the record of the same transaction says.
CREATE TABLE due (
    lane text COLLATE "C" NOT NULL,
    due bigint NOT NULL,
    order_key bigint NOT NULL,
    PRIMARY KEY (lane, due, order_key));

-- Timeline lines and payloads; append-only. A row is what one write appended, so many entries with so many bytes of bodies.
CREATE TABLE log (
    order_key bigint NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    at bigint NOT NULL,
    parts integer NOT NULL,
    bytes integer NOT NULL,
    entries bytea NOT NULL,
    PRIMARY KEY (order_key, seq));
CREATE INDEX log_at ON log (at);

CREATE TABLE tenants (name text COLLATE "C" PRIMARY KEY);

-- Each start of a lane is a new epoch; what it has claimed is its own business. Epoch 0: paused before it was ever entered.
CREATE TABLE lanes (
    lane text COLLATE "C" PRIMARY KEY,
    epoch bigint NOT NULL DEFAULT 0,
    claims bytea NOT NULL DEFAULT '',
    paused_by text,
    paused_at bigint);

-- Acts of operators as JSON, by time.
CREATE TABLE audit (key text COLLATE "C" PRIMARY KEY, entry text NOT NULL);

-- Rows of lists that are no orders.
CREATE TABLE kept (list text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, value text NOT NULL, PRIMARY KEY (list, key));

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

-- The writes of many orders as a function, so that its statements are planned once a connection: an array for each column, an order a place; of, from 1 on,
-- is an order's place in what orders have several of. The key of each order's row, null where another key or version stands there: of that order nothing is
-- written, and all of the others. The plans are generic on purpose: with the arrays' lengths before it the planner would plan each call anew. They look
-- orders up by their keys, also those that were made while the table was small. Who holds a row for longer than the lock may be waited for fails the call.
CREATE FUNCTION write_orders(
    keys_before bigint[], versions_before integer[], removals boolean[], external_ids text[], channels smallint[], tenant_names text[],
    versions integer[], change_times bigint[], due_times bigint[], statuses smallint[], parked_ones boolean[],
    attentions text[], vtex_order_ids text[], numbers text[], customer_hashes text[], stores text[], records bytea[],
    gone_of integer[], gone_lanes text[], gone_times bigint[], come_of integer[], come_lanes text[], come_times bigint[],
    settled_of integer[], settled_requests text[],
    owed_of integer[], owed_requests text[], owed_tenants text[], owed_targets text[], owed_operations smallint[], owed_states smallint[], owed_since bigint[],
    owed_codes text[], owed_shapes text[],
    revoked_of integer[], revoked_numbers text[], invoiced_of integer[], invoiced_numbers text[],
    log_of integer[], log_times bigint[], log_parts integer[], log_bytes integer[], log_entries bytea[])
RETURNS bigint[] LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET lock_timeout = '500ms'
AS $write_orders$
DECLARE
    keys bigint[] := keys_before;
    written bigint[];
    made bigint[];
    removed bigint[];
BEGIN
    WITH changed AS (
        UPDATE orders SET version = new.version, changed_at = new.changed_at, next_due = new.next_due, status = new.status, parked = new.parked,
            attention = new.attention, vtex_order_id = new.vtex_order_id, number = new.number, customer_hash = new.customer_hash, store = new.store,
            record = new.record
        FROM unnest(
            keys_before, versions_before, removals, versions, change_times, due_times, statuses, parked_ones, attentions, vtex_order_ids, numbers,
            customer_hashes, stores, records)
            AS new (
                key, version_before, removal, version, changed_at, next_due, status, parked, attention, vtex_order_id, number, customer_hash, store, record)
        WHERE orders.key = new.key AND orders.version = new.version_before AND NOT new.removal
        RETURNING orders.key)
    SELECT array_agg(key) INTO written FROM changed;
    IF array_position(keys_before, NULL) IS NOT NULL THEN
        INSERT INTO tenants (name)
        SELECT DISTINCT name FROM unnest(keys_before, tenant_names) AS new (key, name) WHERE key IS NULL ORDER BY name
        ON CONFLICT DO NOTHING;
        SELECT array_agg(CASE WHEN key IS NULL AND NOT removal THEN nextval('orders_key_seq') ELSE key END ORDER BY place) INTO keys
        FROM unnest(keys_before, removals) WITH ORDINALITY AS new (key, removal, place);
        WITH made AS (
            INSERT INTO orders (
                key, external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, vtex_order_id, number, customer_hash, store,
                record)
            OVERRIDING SYSTEM VALUE
            SELECT key, external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, vtex_order_id, number, customer_hash, store,
                record
            FROM unnest(
                keys, keys_before, external_ids, channels, tenant_names, versions, change_times, due_times, statuses, parked_ones, attentions,
                vtex_order_ids, numbers, customer_hashes, stores, records)
                AS new (
                    key, key_before, external_id, channel, tenant, version, changed_at, next_due, status, parked, attention,
                    vtex_order_id, number, customer_hash, store, record)
            WHERE key_before IS NULL AND key IS NOT NULL
            ON CONFLICT DO NOTHING RETURNING key)
        SELECT array_agg(key) INTO made FROM made;
        written := written || made;
    END IF;
    IF true = ANY (removals) THEN
        WITH removed AS (
            DELETE FROM orders USING unnest(keys_before, versions_before, removals) AS old (key, version, removal)
            WHERE orders.key = old.key AND orders.version = old.version AND old.removal
            RETURNING orders.key)
        SELECT array_agg(key) INTO removed FROM removed;
        DELETE FROM log WHERE order_key = ANY (removed);
        DELETE FROM owed WHERE order_key = ANY (removed);
        DELETE FROM invoices WHERE order_key = ANY (removed);
        written := written || removed;
    END IF;
    IF cardinality(written) IS DISTINCT FROM cardinality(keys) THEN
        SELECT array_agg(CASE WHEN key = ANY (written) THEN key END ORDER BY place) INTO keys FROM unnest(keys) WITH ORDINALITY AS each (key, place);
    END IF;
    IF cardinality(gone_of) > 0 THEN
        DELETE FROM due USING unnest(gone_of, gone_lanes, gone_times) AS gone (place, lane, due)
        WHERE due.lane = gone.lane AND due.due = gone.due AND due.order_key = keys[gone.place];
    END IF;
    IF cardinality(come_of) > 0 THEN
        INSERT INTO due (lane, due, order_key)
        SELECT lane, due, keys[place] FROM unnest(come_of, come_lanes, come_times) AS come (place, lane, due) WHERE keys[place] IS NOT NULL
        ON CONFLICT DO NOTHING;
    END IF;
    IF cardinality(settled_of) > 0 THEN
        DELETE FROM owed USING unnest(settled_of, settled_requests) AS settled (place, request)
        WHERE owed.order_key = keys[settled.place] AND owed.request = settled.request;
    END IF;
    IF cardinality(owed_of) > 0 THEN
        INSERT INTO owed (order_key, request, tenant, target, operation, state, since, code, shape)
        SELECT keys[place], request, tenant, target, operation, state, since, code, shape
        FROM unnest(owed_of, owed_requests, owed_tenants, owed_targets, owed_operations, owed_states, owed_since, owed_codes, owed_shapes)
            AS come (place, request, tenant, target, operation, state, since, code, shape)
        WHERE keys[place] IS NOT NULL
        ON CONFLICT (order_key, request) DO UPDATE SET state = excluded.state, since = excluded.since, code = excluded.code, shape = excluded.shape;
    END IF;
    IF cardinality(revoked_of) > 0 THEN
        DELETE FROM invoices USING unnest(revoked_of, revoked_numbers) AS revoked (place, number)
        WHERE invoices.order_key = keys[revoked.place] AND invoices.number = revoked.number;
    END IF;
    IF cardinality(invoiced_of) > 0 THEN
        INSERT INTO invoices (order_key, number)
        SELECT keys[place], number FROM unnest(invoiced_of, invoiced_numbers) AS come (place, number) WHERE keys[place] IS NOT NULL
        ON CONFLICT DO NOTHING;
    END IF;
    INSERT INTO log (order_key, at, parts, bytes, entries)
    SELECT keys[place], at, parts, bytes, entries
    FROM unnest(log_of, log_times, log_parts, log_bytes, log_entries) AS new (place, at, parts, bytes, entries)
    WHERE keys[place] IS NOT NULL;
    RETURN keys;
END
$write_orders$;

-- Records and payloads are a few kilobytes: the quicker compression, where this server has it.
DO $compression$
BEGIN
    EXECUTE 'ALTER TABLE orders ALTER COLUMN record SET COMPRESSION lz4';
    EXECUTE 'ALTER TABLE log ALTER COLUMN entries SET COMPRESSION lz4';
EXCEPTION WHEN OTHERS THEN
    NULL; -- A server without it compresses as it did.
END
$compression$;
