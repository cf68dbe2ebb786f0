-- What exactly was done, and what somebody did.

ALTER TABLE audit_log ADD COLUMN details TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_log_by_actor ON audit_log (actor, id);
