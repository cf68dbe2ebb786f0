-- Other names of models, chosen by people.

CREATE TABLE model_aliases (
  alias TEXT NOT NULL PRIMARY KEY,
  model TEXT NOT NULL
);
