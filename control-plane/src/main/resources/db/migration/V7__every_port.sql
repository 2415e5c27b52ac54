-- 0 is every port of an address.
ALTER TABLE virtual_service
    DROP CONSTRAINT virtual_service_port_check,
    ADD CONSTRAINT virtual_service_port CHECK (port BETWEEN 0 AND 65535);
