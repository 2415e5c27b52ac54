-- Into which topics a site's documents went, by Kafka's own ids: another id under the same name is another, empty topic.
CREATE TABLE published_site (
    site          text PRIMARY KEY,
    desired_state text NOT NULL,
    probe_targets text NOT NULL
);

-- False: to be sent again at the next occasion. The row stays, so that a target dropped meanwhile still gets its tombstone.
ALTER TABLE published_target ADD COLUMN sent boolean NOT NULL DEFAULT true;

-- The relay takes each site's entries on their own.
CREATE INDEX outbox_site ON outbox (site, id);

-- Where the report stood in its topic: an older record that comes late is known by it. -1 is before every offset.
ALTER TABLE apply_report
    ADD COLUMN topic_id   text   NOT NULL DEFAULT '',
    ADD COLUMN part       int    NOT NULL DEFAULT -1,
    ADD COLUMN log_offset bigint NOT NULL DEFAULT -1;

-- The public half of the key that signs the fleet's documents: one row at most.
CREATE TABLE fleet_key (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    fingerprint text    NOT NULL
);

-- The relay sends every document again when it begins to lead, and agents refuse other content under a revision they have:
-- so what this release may write differently gets a revision of its own.
UPDATE director_group SET revision = step.revision, revised_at = clock_timestamp()
    FROM (SELECT nextval('revision_seq') AS revision) AS step;
