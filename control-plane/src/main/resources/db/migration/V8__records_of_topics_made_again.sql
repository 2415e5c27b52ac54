-- A topic that was deleted and made again counts its records from 0: only with the time at which it was written is a record
-- known to be the one that came before.
ALTER TABLE fleet_event
    ADD COLUMN written_at timestamptz NOT NULL DEFAULT '-infinity',
    DROP CONSTRAINT fleet_event_record,
    ADD CONSTRAINT fleet_event_record UNIQUE (topic, part, log_offset, written_at);

ALTER TABLE parked_record
    ADD COLUMN written_at timestamptz NOT NULL DEFAULT '-infinity',
    DROP CONSTRAINT parked_record_record,
    ADD CONSTRAINT parked_record_record UNIQUE (topic, part, log_offset, written_at);
