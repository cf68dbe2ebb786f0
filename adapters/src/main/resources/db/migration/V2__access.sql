-- Runs on SQLite and PostgreSQL alike: ids are text, instants are microseconds since 1970.

CREATE TABLE users (
  id           TEXT    NOT NULL PRIMARY KEY,
  username     TEXT    NOT NULL UNIQUE,
  password     TEXT    NOT NULL,
  roles        TEXT    NOT NULL,
  disabled     INTEGER NOT NULL,
  active_admin INTEGER NOT NULL, -- 1 for an admin who is not disabled
  created_at   BIGINT  NOT NULL,
  updated_at   BIGINT  NOT NULL
);
CREATE INDEX users_active_admins ON users (id) WHERE active_admin = 1;

CREATE TABLE sessions (
  id         TEXT   NOT NULL PRIMARY KEY,
  user_id    TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE refresh_tokens (
  hash       TEXT    NOT NULL PRIMARY KEY,
  session_id TEXT    NOT NULL,
  used       INTEGER NOT NULL
);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);

CREATE TABLE api_keys (
  id         TEXT   NOT NULL PRIMARY KEY,
  hash       TEXT   NOT NULL UNIQUE,
  owner      TEXT   NOT NULL,
  name       TEXT   NOT NULL,
  hint       TEXT   NOT NULL,
  roles      TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT
);
CREATE INDEX api_keys_of_owner ON api_keys (owner);

-- Wrong passwords per pair of account and address, and per address.
CREATE TABLE login_failures (
  place   TEXT    NOT NULL PRIMARY KEY,
  count   INTEGER NOT NULL,
  last_at BIGINT  NOT NULL
);
CREATE INDEX login_failures_by_time ON login_failures (last_at);

CREATE TABLE audit_log (
  id      TEXT   NOT NULL PRIMARY KEY, -- sorts by time
  at      BIGINT NOT NULL,
  action  TEXT   NOT NULL,
  actor   TEXT   NOT NULL,
  subject TEXT   NOT NULL,
  address TEXT   NOT NULL
);
CREATE INDEX audit_log_by_action ON audit_log (action, id);
CREATE INDEX audit_log_by_time ON audit_log (at);

-- Keys that the program made for itself.
CREATE TABLE secrets (
  id         TEXT    NOT NULL PRIMARY KEY,
  purpose    TEXT    NOT NULL,
  material   TEXT    NOT NULL,
  created_at BIGINT  NOT NULL,
  first      INTEGER NOT NULL -- 1 for the one that was made because there was none
);
CREATE UNIQUE INDEX secrets_first ON secrets (purpose) WHERE first = 1;
CREATE INDEX secrets_by_purpose ON secrets (purpose, id);
