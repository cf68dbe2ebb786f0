package com.imageflowcanvas.model;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Which models and aliases there are, read again at most once a second. What was found may be a
 * second old; what was not found is looked for afresh, so that a new model works at once.
 */
final class ModelDirectory {
  static final long CHECK_NANOS = 1_000_000_000L;

  /** Nobody has to set these; they help those who ask for "yolo". */
  private static final Map<ModelName, ModelName> SUGGESTED =
      Map.of(
          new ModelName("yolo"), new ModelName("yolo11n"),
          new ModelName("yolo11"), new ModelName("yolo11n"));

  private final List<ModelLoader> loaders;
  private final ModelAliases aliases;
  private final LongSupplier nanoTime;
  private volatile Listing listing;

  ModelDirectory(List<ModelLoader> loaders, ModelAliases aliases, LongSupplier nanoTime) {
    this.loaders = List.copyOf(loaders);
    this.aliases = aliases;
    this.nanoTime = nanoTime;
    this.listing = read();
  }

  /** Looks afresh. */
  SequencedMap<ModelName, ModelLoader> refresh() {
    Listing fresh = read();
    listing = fresh;
    return fresh.loaderByName;
  }

  Optional<ModelLoader> loaderOf(ModelName name) {
    return Optional.ofNullable(listingWith(name).loaderByName.get(name));
  }

  /** The installed model of that name, else the installed model that the alias stands for. */
  Optional<ModelName> find(ModelName nameOrAlias) {
    Listing now = listingWith(nameOrAlias);
    ModelName model = now.meaningOf(nameOrAlias);
    return now.loaderByName.containsKey(model) ? Optional.of(model) : Optional.empty();
  }

  /** Other names that stand for this model now, sorted. */
  List<ModelName> aliasesOf(ModelName model) {
    Listing now = listingWith(model);
    if (!now.loaderByName.containsKey(model)) {
      return List.of();
    }
    return Stream.concat(SUGGESTED.keySet().stream(), now.chosenAliases.keySet().stream())
        .distinct()
        .filter(alias -> !alias.equals(model) && now.meaningOf(alias).equals(model))
        .sorted(comparing(ModelName::value))
        .toList();
  }

  /** What a name stands for, installed or not. */
  ModelName meaningOf(ModelName nameOrAlias) {
    return listing.meaningOf(nameOrAlias);
  }

  private Listing listingWith(ModelName nameOrAlias) {
    Listing now = listing;
    boolean old = nanoTime.getAsLong() - now.readAt >= CHECK_NANOS;
    if (old || !now.loaderByName.containsKey(now.meaningOf(nameOrAlias))) {
      refresh();
    }
    return listing;
  }

  private Listing read() {
    long now = nanoTime.getAsLong();
    TreeMap<ModelName, ModelLoader> byName = new TreeMap<>(comparing(ModelName::value));
    for (ModelLoader loader : loaders) {
      loader.names().forEach(name -> byName.putIfAbsent(name, loader));
    }
    return new Listing(byName, aliases.all(), now);
  }

  /** Never changed after it was made, though the map's type would allow it. */
  private record Listing(
      TreeMap<ModelName, ModelLoader> loaderByName,
      Map<ModelName, ModelName> chosenAliases,
      long readAt) {

    ModelName meaningOf(ModelName nameOrAlias) {
      if (loaderByName.containsKey(nameOrAlias)) {
        return nameOrAlias;
      }
      ModelName suggested = SUGGESTED.getOrDefault(nameOrAlias, nameOrAlias);
      return chosenAliases.getOrDefault(nameOrAlias, suggested);
    }
  }
}
