package com.imageflowcanvas.model;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Models: listed, added, removed, given other names. Thread-safe. */
public final class ModelService {
  private static final int NAMED_AT_MOST = 5;

  private final ModelRegistry registry;
  private final ModelAliases aliases;
  private final ModelFiles files;
  private final ModelDownload downloads;
  private final List<ModelUse> uses;

  public ModelService(
      ModelRegistry registry,
      ModelAliases aliases,
      ModelFiles files,
      ModelDownload downloads,
      List<ModelUse> uses) {
    this.registry = registry;
    this.aliases = aliases;
    this.files = files;
    this.downloads = downloads;
    this.uses = List.copyOf(uses);
  }

  /** All that can be used now. */
  public List<ModelInfo> list() {
    return registry.installed();
  }

  /**
   * The model of that name or alias.
   *
   * @throws ProblemException NOT_FOUND
   */
  public ModelInfo find(ModelName nameOrAlias) {
    Optional<ModelName> name =
        registry.isInstalled(nameOrAlias)
            ? Optional.of(registry.resolve(nameOrAlias))
            : Optional.empty();
    return registry.installed().stream()
        .filter(info -> name.filter(info.name()::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "no model " + nameOrAlias));
  }

  /** Other names that stand for the model now. */
  public List<ModelName> aliasesOf(ModelName model) {
    return registry.aliasesOf(model);
  }

  /**
   * Installs a model; it can be used when this returns.
   *
   * @param sha256 what the file must hash to, hex in any case
   * @throws ProblemException FORBIDDEN, ALREADY_EXISTS, MODEL_INVALID, TOO_LARGE
   */
  public ModelInfo add(
      Caller caller, ModelName name, InputStream content, Optional<String> sha256) {
    caller.require(Role.ADMIN);
    requireFree(name);
    try (ModelFiles.Received received = files.receive(content)) {
      sha256.ifPresent(expected -> requireSame(expected, received.sha256()));
      ModelInfo checked = received.check(name);
      if (!received.install(name)) {
        throw taken(name);
      }
      registry.refresh();
      return checked;
    }
  }

  /** As {@link #add}, with a file from the internet. */
  public ModelInfo fetch(Caller caller, ModelName name, URI url, Optional<String> sha256) {
    caller.require(Role.ADMIN);
    requireFree(name);
    try (InputStream content = downloads.open(url)) {
      return add(caller, name, content, sha256);
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "url: broke off (expected: the whole file)", e);
    }
  }

  /**
   * Removes a model and its aliases.
   *
   * @throws ProblemException IN_USE naming the pipelines and executions that need it, or because it
   *     is built in
   */
  public void remove(Caller caller, ModelName name) {
    caller.require(Role.ADMIN);
    ModelInfo info = find(name);
    if (!info.name().equals(name)) {
      throw new ProblemException(
          ErrorCode.NOT_FOUND, name + " is an alias of " + info.name() + " (expected: a model)");
    }
    if (info.builtIn()) {
      throw new ProblemException(
          ErrorCode.IN_USE, "model " + name + " is built in (expected: an installed one)");
    }
    requireUnused("model " + name, written -> means(written, name));
    files.delete(name);
    aliases.all().entrySet().stream()
        .filter(alias -> alias.getValue().equals(name))
        .map(Map.Entry::getKey)
        .forEach(aliases::remove);
    registry.refresh();
  }

  /**
   * Lets a name stand for an installed model.
   *
   * @throws ProblemException ALREADY_EXISTS when a model is called so, MODEL_NOT_INSTALLED
   */
  public ModelInfo putAlias(Caller caller, ModelName alias, ModelName model) {
    caller.require(Role.ADMIN);
    if (isModel(alias)) {
      throw taken(alias);
    }
    ModelName target = standsFor(model);
    aliases.put(alias, target);
    registry.refresh();
    return find(target);
  }

  private ModelName standsFor(ModelName model) {
    try {
      return registry.resolve(model);
    } catch (ProblemException e) {
      throw e.problem().at("/model").exception();
    }
  }

  /**
   * @throws ProblemException NOT_FOUND, or IN_USE naming the pipelines and executions that need it
   */
  public void removeAlias(Caller caller, ModelName alias) {
    caller.require(Role.ADMIN);
    if (!aliases.all().containsKey(alias)) {
      boolean ours = registry.isInstalled(alias) && !isModel(alias);
      throw new ProblemException(
          ErrorCode.NOT_FOUND,
          ours
              ? alias + " is an alias of the program (expected: one that was put; put another)"
              : "no alias " + alias);
    }
    requireUnused("alias " + alias, written -> written.equals(alias.value()));
    aliases.remove(alias);
    registry.refresh();
  }

  private void requireFree(ModelName name) {
    if (isModel(name)) {
      throw taken(name);
    }
    if (aliases.all().containsKey(name)) {
      throw new ProblemException(
          ErrorCode.ALREADY_EXISTS,
          "alias " + name + " exists (expected: a name not taken; or remove the alias first)");
    }
  }

  private boolean isModel(ModelName name) {
    return registry.isInstalled(name) && registry.resolve(name).equals(name);
  }

  private boolean means(String written, ModelName model) {
    if (!ModelName.isValid(written)) {
      return false;
    }
    ModelName name = new ModelName(written);
    return registry.isInstalled(name) && registry.resolve(name).equals(model);
  }

  private void requireUnused(String what, Predicate<String> named) {
    List<String> users = uses.stream().flatMap(use -> use.naming(named).stream()).toList();
    if (!users.isEmpty()) {
      throw new ProblemException(
          ErrorCode.IN_USE,
          what
              + " is used by: "
              + String.join(", ", users.stream().limit(NAMED_AT_MOST).toList())
              + (users.size() > NAMED_AT_MOST ? " and more" : "")
              + " (expected: nothing; change or delete pipelines, let executions end or cancel them"
              + " first)");
    }
  }

  private static void requireSame(String expected, String actual) {
    if (!expected.toLowerCase(Locale.ROOT).equals(actual)) {
      throw Problem.of(
              ErrorCode.VALIDATION_FAILED,
              List.of(
                  new FieldError(
                      "/sha256",
                      "sha256: the file has " + actual + " (expected: " + expected + ")")))
          .exception();
    }
  }

  private static ProblemException taken(ModelName name) {
    return new ProblemException(
        ErrorCode.ALREADY_EXISTS, "model " + name + " exists (expected: a name not taken)");
  }
}
