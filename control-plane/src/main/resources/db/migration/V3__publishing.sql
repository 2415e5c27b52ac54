-- The public half of the key that signs the fleet's documents: one row at most.
CREATE TABLE fleet_key (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    fingerprint text    NOT NULL
);
