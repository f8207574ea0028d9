-- Version 1. Times of orders are UTC ticks (100 ns), exact, as in the record; those of the framework's tables are its own.

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
    customer_hash text COLLATE "C",
    record bytea NOT NULL,
    UNIQUE (external_id, channel, tenant));
CREATE INDEX orders_changed ON orders (changed_at, key);
CREATE INDEX orders_attention ON orders (attention, changed_at) WHERE attention IS NOT NULL;
CREATE INDEX orders_parked ON orders (changed_at) WHERE parked;
CREATE INDEX orders_vtex ON orders (vtex_order_id) WHERE vtex_order_id IS NOT NULL;
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

CREATE TABLE tenants (name text COLLATE "C" PRIMARY KEY);
CREATE TABLE lanes (lane text COLLATE "C" PRIMARY KEY, paused_by text, paused_at bigint);
CREATE TABLE meta (name text PRIMARY KEY, value bytea NOT NULL);

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
