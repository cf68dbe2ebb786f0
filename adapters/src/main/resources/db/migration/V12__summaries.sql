-- Lists read short columns instead of the document, and an index holds only those that it is asked
-- for: unfinished executions in small ones, ended ones in those of the lists, once each.
-- What a detector found is apart from the rest, behind it, where reading a row does not come by.

ALTER TABLE executions RENAME TO executions_before;
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
  pauses           INTEGER NOT NULL,
  not_before       BIGINT,
  created_at       BIGINT  NOT NULL,
  started_at       BIGINT,
  completed_at     BIGINT,           -- of ended ones, and of no others
  image_count      INTEGER NOT NULL, -- submitted
  item_count       INTEGER NOT NULL, -- those with an input; refused ones cost no time
  step_count       INTEGER NOT NULL,
  completed_steps  INTEGER NOT NULL,
  finished_steps   INTEGER NOT NULL, -- of all items
  current_step     TEXT,             -- component
  failure_code     TEXT,
  failure_message  TEXT,
  output_count     INTEGER NOT NULL,
  first_outputs    TEXT    NOT NULL, -- a few, as in the document
  document         TEXT    NOT NULL, -- parameters, items, steps
  detections       TEXT    NOT NULL  -- a list per image, of lists: name, id, confidence, x, y, width, height
);
INSERT INTO executions
SELECT id, pipeline_id, pipeline_version, owner, priority, rank, state, mode, attempt, node,
 lease_until, fence, 0, NULL, created_at, started_at, completed_at, item_count, item_count, 0, 0,
 finished_steps, NULL, NULL, NULL, 0, '[]', document, '[]'
FROM executions_before;
DROP TABLE executions_before;

-- The queue: small however many executions are stored.
CREATE INDEX executions_waiting ON executions (state, attempt, rank, id, not_before, item_count) WHERE state = 'pending';
CREATE INDEX executions_unfinished ON executions (state, created_at, id, owner, pipeline_id, attempt, not_before) WHERE state = 'pending' OR state = 'running';
-- Lists: one index per combination of filters; all begin or go on with the state, which has three
-- values only, so a list over all states is three of these merged, and the unfinished.
CREATE INDEX executions_newest ON executions (state, created_at, id, completed_at) WHERE state = 'completed' OR state = 'failed' OR state = 'cancelled';
CREATE INDEX executions_newest_of_owner ON executions (owner, state, created_at, id) WHERE state = 'completed' OR state = 'failed' OR state = 'cancelled';
CREATE INDEX executions_newest_of_pipeline ON executions (pipeline_id, state, created_at, id) WHERE state = 'completed' OR state = 'failed' OR state = 'cancelled';
CREATE INDEX executions_newest_of_both ON executions (owner, pipeline_id, state, created_at, id) WHERE state = 'completed' OR state = 'failed' OR state = 'cancelled';
