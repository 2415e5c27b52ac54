-- A service is known by an address, a port and a protocol, or by a firewall mark and a family. What no query looks for is
-- one value, like the real servers; a row without it was written before there was any, and means the defaults.
ALTER TABLE virtual_service
    ALTER COLUMN address DROP NOT NULL,
    ALTER COLUMN port DROP NOT NULL,
    ALTER COLUMN protocol DROP NOT NULL,
    ADD COLUMN firewall_mark bigint CHECK (firewall_mark BETWEEN 1 AND 4294967295),
    ADD COLUMN family        text,
    ADD COLUMN fallback      jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN options       jsonb,
    ADD CONSTRAINT virtual_service_kind CHECK (
        (num_nonnulls(address, port, protocol) = 3 AND num_nonnulls(firewall_mark, family) = 0)
        OR (num_nonnulls(address, port, protocol) = 0 AND num_nonnulls(firewall_mark, family) = 2)),
    ADD CONSTRAINT virtual_service_mark UNIQUE (group_name, family, firewall_mark);
