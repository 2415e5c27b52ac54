-- One order for every change in the fleet: versions and revisions are its values, so neither ever repeats.
CREATE SEQUENCE revision_seq;

CREATE TABLE site (
    name        text PRIMARY KEY,
    description text   NOT NULL,
    version     bigint NOT NULL
);

CREATE TABLE director_group (
    name        text PRIMARY KEY,
    site        text        NOT NULL CONSTRAINT director_group_site_fk REFERENCES site,
    description text        NOT NULL,
    version     bigint      NOT NULL,
    revision    bigint      NOT NULL,
    revised_at  timestamptz NOT NULL
);
CREATE INDEX director_group_site ON director_group (site);

CREATE TABLE director (
    name              text PRIMARY KEY,
    group_name        text   NOT NULL CONSTRAINT director_group_fk REFERENCES director_group,
    network_interface text   NOT NULL,
    version           bigint NOT NULL
);
CREATE INDEX director_group_name ON director (group_name);

-- The real servers are one value: always read, replaced and published together.
CREATE TABLE virtual_service (
    name              text PRIMARY KEY,
    group_name        text   NOT NULL CONSTRAINT virtual_service_group_fk REFERENCES director_group,
    address           text   NOT NULL,
    port              int    NOT NULL CHECK (port BETWEEN 1 AND 65535),
    protocol          text   NOT NULL,
    scheduler         text   NOT NULL,
    forwarding        text   NOT NULL,
    real_servers      jsonb  NOT NULL,
    real_server_count int    NOT NULL,
    health_check      jsonb,
    version           bigint NOT NULL,
    CONSTRAINT virtual_service_endpoint UNIQUE (group_name, address, port, protocol)
);

-- What the relay has to look at again: a group whose documents changed, or a node that may have left a site.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site       text        NOT NULL,
    group_name text,
    node       text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((group_name IS NULL) <> (node IS NULL))
);

CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY outbox;
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();

-- Which groups want which probe targets, as last acknowledged by Kafka; a target nobody wants any more gets a tombstone.
CREATE TABLE published_target (
    site       text NOT NULL,
    group_name text NOT NULL,
    id         text NOT NULL,
    PRIMARY KEY (site, group_name, id)
);
CREATE INDEX published_target_id ON published_target (site, id);

CREATE TABLE apply_report (
    node        text PRIMARY KEY,
    site        text        NOT NULL,
    revision    bigint      NOT NULL,
    reported_at timestamptz NOT NULL,
    report      jsonb       NOT NULL
);

CREATE TABLE fleet_event (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic     text        NOT NULL,
    part      int         NOT NULL,
    log_offset bigint     NOT NULL,
    site      text        NOT NULL,
    node      text        NOT NULL,
    at        timestamptz NOT NULL,
    kind      text        NOT NULL,
    severity  text        NOT NULL,
    subject   text        NOT NULL,
    message   text        NOT NULL,
    CONSTRAINT fleet_event_record UNIQUE (topic, part, log_offset)
);
CREATE INDEX fleet_event_node ON fleet_event (node, id);
CREATE INDEX fleet_event_kind ON fleet_event (kind, id);

CREATE TABLE parked_record (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic     text        NOT NULL,
    part      int         NOT NULL,
    log_offset bigint     NOT NULL,
    reason    text        NOT NULL,
    payload   bytea       NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT parked_record_record UNIQUE (topic, part, log_offset)
);

CREATE TABLE access_token (
    hash       bytea PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
