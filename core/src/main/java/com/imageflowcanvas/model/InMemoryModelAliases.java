package com.imageflowcanvas.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Aliases that are forgotten when the process ends. */
public final class InMemoryModelAliases implements ModelAliases {
  private final Map<ModelName, ModelName> aliases = new ConcurrentHashMap<>();

  @Override
  public Map<ModelName, ModelName> all() {
    return Map.copyOf(aliases);
  }

  @Override
  public void put(ModelName alias, ModelName model) {
    aliases.put(alias, model);
  }

  @Override
  public void remove(ModelName alias) {
    aliases.remove(alias);
  }
}
