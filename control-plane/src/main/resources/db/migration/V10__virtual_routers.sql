-- Who of a group holds which virtual addresses is elected. What no query looks for is one value, like a service's options.
CREATE TABLE virtual_router (
    name       text PRIMARY KEY,
    group_name text   NOT NULL CONSTRAINT virtual_router_group_fk REFERENCES director_group,
    spec       jsonb  NOT NULL,
    version    bigint NOT NULL
);
CREATE INDEX virtual_router_group_name ON virtual_router (group_name);

-- The newest wish that a director gives its role away; its id is the revision that brought it.
CREATE TABLE switch_over (
    router    text PRIMARY KEY REFERENCES virtual_router ON DELETE CASCADE,
    id        bigint      NOT NULL,
    from_node text        NOT NULL,
    asked_at  timestamptz NOT NULL
);

-- The id of the group's IPVS sync daemons; null for none.
ALTER TABLE director_group ADD COLUMN sync_id int CHECK (sync_id BETWEEN 0 AND 255);

-- By the clock of this side: a node's own says little of how old its word is.
ALTER TABLE apply_report ADD COLUMN received_at timestamptz;
UPDATE apply_report SET received_at = reported_at;
ALTER TABLE apply_report
    ALTER COLUMN received_at SET NOT NULL,
    ALTER COLUMN received_at SET DEFAULT clock_timestamp();

-- As in V3: what this release may write differently into a document gets a revision of its own.
UPDATE director_group SET revision = step.revision, revised_at = clock_timestamp()
    FROM (SELECT nextval('revision_seq') AS revision) AS step;
