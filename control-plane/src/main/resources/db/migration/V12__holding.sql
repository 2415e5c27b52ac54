-- Whether the addresses of the group's services are held by one of its directors at a time, or by all of them at once because
-- something before them spreads the packets. Where several held one until now, that is how it goes on.
ALTER TABLE director_group
    ADD COLUMN addresses text NOT NULL DEFAULT 'elected' CHECK (addresses IN ('elected', 'everywhere'));
UPDATE director_group g SET addresses = 'everywhere'
    WHERE (SELECT count(*) FROM director d WHERE d.group_name = g.name) > 1
    AND EXISTS (SELECT 1 FROM virtual_service s
        CROSS JOIN LATERAL (SELECT s.address AS address
            UNION SELECT jsonb_array_elements_text(s.options -> 'addresses')) AS held
        WHERE s.group_name = g.name AND held.address IS NOT NULL
        AND held.address NOT IN (SELECT jsonb_array_elements_text(r.spec -> 'addresses')
            FROM virtual_router r WHERE r.group_name = g.name));
