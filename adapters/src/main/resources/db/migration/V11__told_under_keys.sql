-- What the first answer told beside the id, to be told again: of executions, when it will be done.

ALTER TABLE idempotency_keys ADD COLUMN told TEXT NOT NULL DEFAULT '1970-01-01T00:00:00Z';
