package com.imageflowcanvas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModelServiceTest {
  private static final Caller ADMIN = Caller.SYSTEM;
  private static final Caller CREATOR =
      new Caller(new UserId("c"), "c", Set.of(Role.PIPELINE_CREATOR));
  private static final ModelName CATS = new ModelName("cats");
  private static final ModelName DOGS = new ModelName("dogs");
  private static final ModelName PETS = new ModelName("pets");
  private static final List<String> SIX_EXECUTIONS =
      IntStream.rangeClosed(1, 6).mapToObj(i -> "execution " + i).toList();

  private final FakeModels models = new FakeModels().install("cats", "cat");
  private final ModelAliases aliases = new InMemoryModelAliases();
  private final List<String> namedByPipelines = new ArrayList<>();
  private final List<String> namedByExecutions = new ArrayList<>();
  private final MemoryModelFiles files = new MemoryModelFiles();
  private final ModelService service =
      new ModelService(
          new ModelRegistry(List.of(models), aliases),
          aliases,
          files,
          url -> stream("dog from " + url.getHost()),
          List.of(
              named ->
                  namedByPipelines.stream().anyMatch(named) ? List.of("pipeline p") : List.of(),
              named -> namedByExecutions.stream().anyMatch(named) ? SIX_EXECUTIONS : List.of()));

  @Test
  void addedModelCanBeUsedAtOnce() {
    ModelInfo added = service.add(ADMIN, DOGS, stream("dog"), Optional.empty());

    assertThat(added.name()).isEqualTo(DOGS);
    assertThat(service.list()).extracting(ModelInfo::name).containsExactly(CATS, DOGS);
    assertThat(files.left).isZero();
  }

  @Test
  void modelThatDoesNotLoadIsNotInstalled() {
    assertRefused(
        ErrorCode.MODEL_INVALID,
        () -> service.add(ADMIN, DOGS, stream(FakeModels.BROKEN), Optional.empty()));

    assertThat(service.list()).extracting(ModelInfo::name).containsExactly(CATS);
    assertThat(files.left).isZero();
  }

  @Test
  void checksumHasToBeRight() {
    String right = Sha256.of("dog");

    assertRefused(
        ErrorCode.VALIDATION_FAILED,
        () -> service.add(ADMIN, DOGS, stream("wolf"), Optional.of(right)));
    assertThat(service.add(ADMIN, DOGS, stream("dog"), Optional.of(right.toUpperCase(Locale.ROOT))))
        .isNotNull();
  }

  @Test
  void takenNamesAreRefused() {
    service.putAlias(ADMIN, PETS, CATS);

    assertRefused(
        ErrorCode.ALREADY_EXISTS,
        () -> service.add(ADMIN, CATS, stream("other"), Optional.empty()));
    assertRefused(
        ErrorCode.ALREADY_EXISTS,
        () -> service.add(ADMIN, PETS, stream("other"), Optional.empty()));
    assertRefused(ErrorCode.ALREADY_EXISTS, () -> service.putAlias(ADMIN, CATS, CATS));
  }

  @Test
  void modelIsFetchedFromAUrl() {
    ModelInfo fetched =
        service.fetch(ADMIN, DOGS, URI.create("https://example.com/dogs"), Optional.empty());

    assertThat(fetched.classes()).containsExactly("dog from example.com");
  }

  @Test
  void onlyAdminsChangeAnything() {
    assertRefused(
        ErrorCode.FORBIDDEN, () -> service.add(CREATOR, DOGS, stream("dog"), Optional.empty()));
    assertRefused(
        ErrorCode.FORBIDDEN,
        () -> service.fetch(CREATOR, DOGS, URI.create("https://e.com/d"), Optional.empty()));
    assertRefused(ErrorCode.FORBIDDEN, () -> service.remove(CREATOR, CATS));
    assertRefused(ErrorCode.FORBIDDEN, () -> service.putAlias(CREATOR, PETS, CATS));
    assertRefused(ErrorCode.FORBIDDEN, () -> service.removeAlias(CREATOR, PETS));
  }

  @Test
  void modelThatAPipelineNamesIsNotRemoved() {
    namedByPipelines.add("cats");

    assertThatThrownBy(() -> service.remove(ADMIN, CATS))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("IN_USE")
        .hasMessageContaining("model cats is used by: pipeline p (expected: nothing;");
  }

  @Test
  void modelThatAnExecutionNeedsIsNotRemoved() {
    service.putAlias(ADMIN, PETS, CATS);
    namedByExecutions.add("pets");

    assertThatThrownBy(() -> service.remove(ADMIN, CATS))
        .hasMessageContaining("IN_USE")
        .hasMessageContaining(
            "execution 1, execution 2, execution 3, execution 4, execution 5 and");
    assertRefused(ErrorCode.IN_USE, () -> service.removeAlias(ADMIN, PETS));

    namedByExecutions.clear();
    service.remove(ADMIN, CATS);
  }

  @Test
  void namesThatTheProgramSuggestsAreAliasesToo() {
    ModelName nano = new ModelName("yolo11n");
    ModelName yolo = new ModelName("yolo");
    ModelName yolo11 = new ModelName("yolo11");
    service.add(ADMIN, nano, stream("person"), Optional.empty());
    assertThat(service.aliasesOf(nano)).containsExactly(yolo, yolo11);
    assertRefused(ErrorCode.NOT_FOUND, () -> service.removeAlias(ADMIN, yolo));

    service.putAlias(ADMIN, yolo, CATS);
    assertThat(service.aliasesOf(nano)).containsExactly(yolo11);
    assertThat(service.aliasesOf(CATS)).containsExactly(yolo);
    service.remove(ADMIN, nano);
    assertThat(service.aliasesOf(nano)).isEmpty();
  }

  @Test
  void modelThatAPipelineNamesByAnAliasIsNotRemoved() {
    service.putAlias(ADMIN, PETS, CATS);
    namedByPipelines.add("pets");

    assertRefused(ErrorCode.IN_USE, () -> service.remove(ADMIN, CATS));
    assertRefused(ErrorCode.IN_USE, () -> service.removeAlias(ADMIN, PETS));
  }

  @Test
  void removedModelTakesItsAliasesAlong() {
    service.putAlias(ADMIN, PETS, CATS);
    assertThat(service.aliasesOf(CATS)).containsExactly(PETS);
    assertThat(service.find(PETS).name()).isEqualTo(CATS);

    service.remove(ADMIN, CATS);

    assertThat(service.list()).isEmpty();
    assertThat(aliases.all()).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> service.find(PETS));
    assertRefused(ErrorCode.NOT_FOUND, () -> service.remove(ADMIN, CATS));
    assertRefused(ErrorCode.NOT_FOUND, () -> service.removeAlias(ADMIN, PETS));
  }

  @Test
  void aliasOfNothingIsRefused() {
    assertRefused(ErrorCode.MODEL_NOT_INSTALLED, () -> service.putAlias(ADMIN, PETS, DOGS));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Installs into the fake models. */
  private final class MemoryModelFiles implements ModelFiles {
    private int left;

    @Override
    public Received receive(InputStream content) {
      try {
        left++;
        return new MemoryReceived(new String(content.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean delete(ModelName name) {
      boolean there = models.names().contains(name);
      models.remove(name.value());
      return there;
    }

    private final class MemoryReceived implements Received {
      private final String content;

      MemoryReceived(String content) {
        this.content = content;
      }

      @Override
      public String sha256() {
        return Sha256.of(content);
      }

      @Override
      public ModelInfo check(ModelName name) {
        FakeModels aside = new FakeModels().install(name.value(), content);
        try (Detector detector = aside.load(name)) {
          return detector.info();
        }
      }

      @Override
      public boolean install(ModelName name) {
        if (models.names().contains(name)) {
          return false;
        }
        models.install(name.value(), content);
        return true;
      }

      @Override
      public void close() {
        left--;
      }
    }
  }
}
