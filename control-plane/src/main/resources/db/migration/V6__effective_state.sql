-- How a director treats entries of its table that others made.
ALTER TABLE director
    ADD COLUMN existing  text    NOT NULL DEFAULT 'ADOPT' CHECK (existing IN ('ADOPT', 'LEAVE')),
    ADD COLUMN exclusive boolean NOT NULL DEFAULT false;

-- What each director last said of each service, and, with no service, its pulse. Where a record stood in its topic tells newer
-- from older, as for apply reports.
CREATE TABLE service_state (
    node        text        NOT NULL,
    service     text        NOT NULL,
    site        text        NOT NULL,
    revision    bigint      NOT NULL,
    observed_at timestamptz NOT NULL,
    state       jsonb       NOT NULL,
    topic_id    text        NOT NULL,
    part        int         NOT NULL,
    log_offset  bigint      NOT NULL,
    PRIMARY KEY (node, service)
);

-- As in V3: what this release may write differently into a document gets a revision of its own.
UPDATE director_group SET revision = step.revision, revised_at = clock_timestamp()
    FROM (SELECT nextval('revision_seq') AS revision) AS step;
