package com.imageflowcanvas.model;

import java.util.Map;

/** Other names of models, chosen by people. Thread-safe. */
public interface ModelAliases {
  /** All aliases and the models they stand for; a model need not be installed. */
  Map<ModelName, ModelName> all();

  /** Adds an alias, or lets it stand for another model. */
  void put(ModelName alias, ModelName model);

  /** Removes an alias; nothing happens when there is none. */
  void remove(ModelName alias);
}
