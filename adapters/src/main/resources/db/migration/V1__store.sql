-- Runs on SQLite and PostgreSQL alike: ids and JSON are text, instants are microseconds since 1970.

CREATE TABLE pipelines (
  id          TEXT    NOT NULL PRIMARY KEY,
  slug        TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  owner       TEXT    NOT NULL,
  search_text TEXT    NOT NULL,
  created_at  BIGINT  NOT NULL,
  deleted     INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX pipelines_by_slug ON pipelines (slug) WHERE deleted = 0;
CREATE INDEX pipelines_newest ON pipelines (created_at, id) WHERE deleted = 0;

CREATE TABLE pipeline_versions (
  id          TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  slug        TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  description TEXT    NOT NULL,
  components  TEXT    NOT NULL,
  updated_at  BIGINT  NOT NULL,
  PRIMARY KEY (id, version)
);

CREATE TABLE executions (
  id               TEXT    NOT NULL PRIMARY KEY,
  pipeline_id      TEXT    NOT NULL,
  pipeline_version INTEGER NOT NULL,
  owner            TEXT    NOT NULL,
  priority         TEXT    NOT NULL,
  rank             BIGINT  NOT NULL,
  state            TEXT    NOT NULL,
  mode             TEXT    NOT NULL,
  attempt          INTEGER NOT NULL,
  node             TEXT,
  lease_until      BIGINT,
  fence            BIGINT  NOT NULL,
  created_at       BIGINT  NOT NULL,
  started_at       BIGINT,
  completed_at     BIGINT,
  item_count       INTEGER NOT NULL, -- those with an input; refused ones cost no time
  finished_steps   INTEGER NOT NULL,
  document         TEXT    NOT NULL  -- parameters, items, steps, failure
);
-- The queue: small however many executions are stored. They begin with the state, though each holds
-- one only, because else SQLite prefers the lists' indexes, which do.
CREATE INDEX executions_waiting ON executions (state, rank, id, item_count) WHERE state = 'pending';
CREATE INDEX executions_leased ON executions (state, lease_until, id, item_count) WHERE state = 'running';
-- Lists: one index per combination of filters; all begin or go on with the state, which has five
-- values only, so a list over all states is five of these merged.
CREATE INDEX executions_newest ON executions (state, created_at, id);
CREATE INDEX executions_newest_of_owner ON executions (owner, state, created_at, id);
CREATE INDEX executions_newest_of_pipeline ON executions (pipeline_id, state, created_at, id);
CREATE INDEX executions_newest_of_both ON executions (owner, pipeline_id, state, created_at, id);
-- Retention and the measured times.
CREATE INDEX executions_ended ON executions (state, completed_at, id) WHERE completed_at IS NOT NULL;
CREATE INDEX executions_ended_of_pipeline ON executions (pipeline_id, completed_at) WHERE state = 'completed';

-- How many have ended in each state, kept by the transactions that end and delete them. The
-- unfinished are counted where they stand: the partial indexes hold no others.
CREATE TABLE ended_counts (
  state TEXT   NOT NULL PRIMARY KEY,
  total BIGINT NOT NULL
);
INSERT INTO ended_counts (state, total) VALUES ('completed', 0), ('failed', 0), ('cancelled', 0);

CREATE TABLE files (
  id           TEXT   NOT NULL PRIMARY KEY,
  owner        TEXT   NOT NULL,
  kind         TEXT   NOT NULL,
  filename     TEXT   NOT NULL,
  content_type TEXT   NOT NULL,
  size_bytes   BIGINT NOT NULL,
  sha256       TEXT   NOT NULL,
  object_key   TEXT   NOT NULL,
  execution_id TEXT,
  created_at   BIGINT NOT NULL,
  provenance   TEXT   NOT NULL
);
CREATE INDEX files_newest ON files (kind, created_at, id);
CREATE INDEX files_newest_of_owner ON files (owner, kind, created_at, id);
CREATE INDEX files_of_execution ON files (execution_id) WHERE execution_id IS NOT NULL;

-- Bytes per user, kept by the transactions that add and delete files.
CREATE TABLE file_usage (
  owner TEXT   NOT NULL PRIMARY KEY,
  bytes BIGINT NOT NULL
);

-- Which executions read which files.
CREATE TABLE execution_files (
  execution_id TEXT NOT NULL,
  file_id      TEXT NOT NULL,
  PRIMARY KEY (execution_id, file_id)
);
CREATE INDEX execution_files_by_file ON execution_files (file_id, execution_id);

CREATE TABLE idempotency_keys (
  user_id     TEXT   NOT NULL,
  operation   TEXT   NOT NULL,
  idem_key    TEXT   NOT NULL,
  fingerprint TEXT   NOT NULL,
  answer_id   TEXT   NOT NULL,
  expires_at  BIGINT NOT NULL,
  PRIMARY KEY (user_id, operation, idem_key)
);
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
