-- When PostgreSQL was given the state, by its own clock, which is the same for all replicas: how old a state is must not hang on
-- the clock of the node. What was stored before this column is old until its director says something again.
ALTER TABLE service_state ADD COLUMN received_at timestamptz NOT NULL DEFAULT 'epoch';
ALTER TABLE service_state ALTER COLUMN received_at SET DEFAULT clock_timestamp();
