package com.imageflowcanvas.model;

import static java.util.stream.Collectors.joining;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All models by name: loads each when it is first asked for, once however many ask, and anew when
 * its file was replaced. A replaced model is closed when the last call on it has ended.
 * Thread-safe. Changes of files and aliases are seen within a second; {@link #refresh()} makes it
 * at once.
 */
public final class ModelRegistry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelRegistry.class);

  private final ModelDirectory directory;
  private final LongSupplier nanoTime;
  private final Map<ModelName, ModelSlot> slots = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param loaders where two have a model of the same name, the first one's is used
   */
  public ModelRegistry(List<ModelLoader> loaders, ModelAliases aliases) {
    this(loaders, aliases, System::nanoTime);
  }

  ModelRegistry(List<ModelLoader> loaders, ModelAliases aliases, LongSupplier nanoTime) {
    this.directory = new ModelDirectory(loaders, aliases, nanoTime);
    this.nanoTime = nanoTime;
  }

  /**
   * All models that can be used now, by name. A file that cannot be used is left out and named in
   * the log. Reads files that it has not seen before, so the first call may take a while.
   */
  public List<ModelInfo> installed() {
    List<ModelInfo> infos = new ArrayList<>();
    refreshed().forEach((name, loader) -> info(name, loader).ifPresent(infos::add));
    return List.copyOf(infos);
  }

  /** Whether {@link #resolve} finds a model. */
  public boolean isInstalled(ModelName nameOrAlias) {
    return directory.find(nameOrAlias).isPresent();
  }

  /**
   * The installed model of that name, else the installed model that the alias stands for.
   *
   * @throws ProblemException MODEL_NOT_INSTALLED, saying which are and how to install one
   */
  public ModelName resolve(ModelName nameOrAlias) {
    return directory.find(nameOrAlias).orElseThrow(() -> notInstalled(nameOrAlias));
  }

  /** Other names that stand for this model now. */
  public List<ModelName> aliasesOf(ModelName model) {
    return directory.aliasesOf(model);
  }

  /**
   * A detector that always uses what is installed under the name; loads the model when that has not
   * happened yet. It may be kept, and need not be closed.
   *
   * @throws ProblemException MODEL_NOT_INSTALLED, or MODEL_INVALID when the file cannot be used;
   *     calls of the detector throw the same when that happens later
   */
  public Detector detector(ModelName nameOrAlias) {
    ModelName name = resolve(nameOrAlias);
    acquire(name).release();
    return new RegisteredDetector(this, name);
  }

  /** Loads a model now, so that its first call need not wait; throws as {@link #detector}. */
  public void warmUp(ModelName nameOrAlias) {
    acquire(resolve(nameOrAlias)).release();
  }

  /** Looks at files and aliases afresh at the next call instead of within a second. */
  public void refresh() {
    refreshed();
    slots.values().forEach(ModelSlot::checkAtNextCall);
  }

  /** Lets all models go; each is closed when the calls on it have ended. */
  @Override
  public void close() {
    closed = true;
    slots.values().forEach(ModelSlot::retire);
  }

  /** Whoever gets it has to release it. */
  LoadedModel acquire(ModelName name) {
    if (closed) {
      throw new IllegalStateException("the model registry is closed");
    }
    ModelLoader loader = directory.loaderOf(name).orElseThrow(() -> notInstalled(name));
    try {
      return slot(name).acquire(loader);
    } catch (ProblemException e) {
      throw e.problem().code() == ErrorCode.MODEL_NOT_INSTALLED ? notInstalled(name) : e;
    }
  }

  private Optional<ModelInfo> info(ModelName name, ModelLoader loader) {
    try {
      return Optional.of(slot(name).info(loader));
    } catch (ProblemException e) {
      log.debug("model {} is left out: {}", name, e.problem().detail());
      return Optional.empty();
    }
  }

  private ModelSlot slot(ModelName name) {
    return slots.computeIfAbsent(name, n -> new ModelSlot(n, nanoTime));
  }

  private SequencedMap<ModelName, ModelLoader> refreshed() {
    SequencedMap<ModelName, ModelLoader> now = directory.refresh();
    slots.forEach((name, slot) -> retireIfGone(name, slot, now));
    return now;
  }

  private static void retireIfGone(
      ModelName name, ModelSlot slot, Map<ModelName, ModelLoader> installed) {
    if (!installed.containsKey(name)) {
      slot.retire();
    }
  }

  private ProblemException notInstalled(ModelName wanted) {
    ModelName meant = directory.meaningOf(wanted);
    String alias = meant.equals(wanted) ? "" : " (alias of " + meant + ")";
    String names = refreshed().keySet().stream().map(ModelName::value).collect(joining(", "));
    return new ProblemException(
        ErrorCode.MODEL_NOT_INSTALLED,
        "model: %s%s is not installed (installed: %s); to install it put %s.onnx into the models folder, or: ./imageflow models add <file>"
            .formatted(wanted, alias, names.isEmpty() ? "none" : names, meant));
  }
}
