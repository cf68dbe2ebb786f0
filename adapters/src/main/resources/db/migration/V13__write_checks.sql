-- Written by the check of the health, to know whether writing works.

CREATE TABLE write_checks (
  id     INTEGER NOT NULL PRIMARY KEY,
  number BIGINT  NOT NULL
);
INSERT INTO write_checks (id, number) VALUES (1, 0);
