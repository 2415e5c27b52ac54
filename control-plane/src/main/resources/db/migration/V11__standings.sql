-- Since when each director is known here to have the role that it last said: whether its word or another's is the newer one must
-- hang on one clock, PostgreSQL's, and not on those of two nodes. Without a reference to the virtual router: a report of one that
-- is being deleted must wait for nobody.
CREATE TABLE router_role (
    node     text        NOT NULL,
    router   text        NOT NULL,
    role     text        NOT NULL,
    since    text        NOT NULL, -- as the node wrote it, to tell this time in the role from another
    heard_at timestamptz NOT NULL, -- the received_at of the report that told it first
    PRIMARY KEY (node, router)
);
INSERT INTO router_role (node, router, role, since, heard_at)
    SELECT r.node, said ->> 'name', said ->> 'role', said ->> 'since', r.received_at
    FROM apply_report r, jsonb_path_query(r.report, 'lax $.virtualRouters[*]') AS said
    WHERE said ->> 'name' IS NOT NULL AND said ->> 'role' IS NOT NULL AND said ->> 'since' IS NOT NULL
    ON CONFLICT DO NOTHING;

-- What became of a switch-over, once that is known: a later takeover changes nothing of it.
ALTER TABLE switch_over
    ADD COLUMN doubted_at timestamptz, -- since when who was asked has the wish and is Active still: it may be about to obey
    ADD COLUMN outcome    text CHECK (outcome IN ('done', 'missed')),
    ADD COLUMN ended_at   timestamptz,
    ADD COLUMN to_node    text,
    ADD COLUMN gap_millis bigint;
