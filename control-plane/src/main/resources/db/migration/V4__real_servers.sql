-- Hosts that serve: an agent prepares them for the virtual services that name their address.
CREATE TABLE real_server (
    name              text PRIMARY KEY,
    site              text    NOT NULL CONSTRAINT real_server_site_fk REFERENCES site,
    address           text    NOT NULL,
    network_interface text    NOT NULL,
    gateway_address   text,
    gateway_enforce   boolean NOT NULL,
    version           bigint  NOT NULL,
    CONSTRAINT real_server_address UNIQUE (site, address)
);

-- The documents of real servers as last acknowledged by Kafka; the relay alone writes here. The digest is of the content
-- without revision and time: only another content gets another revision. The groups are those that named the node then, for
-- one of them may be what has changed since.
CREATE TABLE real_server_document (
    node       text PRIMARY KEY,
    site       text        NOT NULL,
    revision   bigint      NOT NULL,
    revised_at timestamptz NOT NULL,
    digest     text        NOT NULL,
    groups     text[]      NOT NULL
);

-- Which services name an address: asked for each real server that a change may concern.
CREATE INDEX virtual_service_real_servers ON virtual_service USING gin (real_servers jsonb_path_ops);
CREATE INDEX virtual_service_fallback ON virtual_service USING gin (fallback jsonb_path_ops);

-- As in V3: what this release may write differently into a document gets a revision of its own.
UPDATE director_group SET revision = step.revision, revised_at = clock_timestamp()
    FROM (SELECT nextval('revision_seq') AS revision) AS step;
