-- Other names of models, chosen by people; the model need not be installed.
CREATE TABLE model_aliases (
  alias text PRIMARY KEY,
  model text NOT NULL
);
