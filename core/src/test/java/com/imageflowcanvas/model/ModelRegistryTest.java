package com.imageflowcanvas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
  private final FakeModels models = new FakeModels();
  private final ModelAliases aliases = new InMemoryModelAliases();
  private final AtomicLong nanos = new AtomicLong();
  private final ModelRegistry registry = new ModelRegistry(List.of(models), aliases, nanos::get);

  @Test
  void modelIsLoadedOnceForManyCallers() throws Exception {
    models.install("a", "1");
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      calls.add(() -> found(registry.detector(name("a"))));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> call : threads.invokeAll(calls)) {
        assertThat(call.get()).isEqualTo("1");
      }
    }
    assertThat(models.loads).hasValue(1);
  }

  @Test
  void modelIsNotLoadedBeforeItIsAskedFor() {
    models.install("a", "1");
    assertThat(registry.isInstalled(name("a"))).isTrue();
    assertThat(registry.resolve(name("a"))).isEqualTo(name("a"));
    assertThat(models.loads).hasValue(0);
  }

  @Test
  void replacedFileIsUsedAfterASecondAndTheOldModelIsClosed() throws Exception {
    models.install("a", "1");
    Detector detector = registry.detector(name("a"));
    models.install("a", "2");
    assertThat(found(detector)).isEqualTo("1");
    pass(Duration.ofSeconds(1));
    assertThat(found(detector)).isEqualTo("2");
    assertThat(detector.info().classes()).containsExactly("2");
    assertThat(models.open()).isEqualTo(1);
  }

  @Test
  void refreshMakesAReplacedFileUsedAtOnce() throws Exception {
    models.install("a", "1");
    Detector detector = registry.detector(name("a"));
    models.install("a", "2");
    registry.refresh();
    assertThat(found(detector)).isEqualTo("2");
  }

  @Test
  void replacedModelStaysOpenUntilItsLastCallHasEnded() throws Exception {
    models.install("a", "1");
    Detector detector = registry.detector(name("a"));
    List<Long> openDuringCall = new ArrayList<>();
    detector.detect(
        image(),
        DetectOptions.DEFAULT,
        duringCall(
            () -> {
              models.install("a", "2");
              pass(Duration.ofSeconds(1));
              openDuringCall.add(openAfterAnotherCall(detector));
            }));
    assertThat(openDuringCall).containsExactly(2L);
    assertThat(models.open()).isEqualTo(1);
  }

  @Test
  void fileIsLookedAtOnlyOnceASecond() throws Exception {
    models.install("a", "1");
    Detector detector = registry.detector(name("a"));
    for (int i = 0; i < 1000; i++) {
      pass(Duration.ofMillis(3));
      found(detector);
    }
    assertThat(models.fingerprints.get()).isBetween(2, 4);
    assertThat(models.loads).hasValue(1);
  }

  @Test
  void unknownModelIsAnsweredWithWhatIsInstalledAndHowToInstall() {
    models.install("b", "1").install("a", "1");
    assertProblem(() -> registry.detector(name("zebra")), ErrorCode.MODEL_NOT_INSTALLED)
        .hasMessageContaining("zebra")
        .hasMessageContaining("installed: a, b")
        .hasMessageContaining("put zebra.onnx into the models folder")
        .hasMessageContaining("./imageflow models add <file>");
  }

  @Test
  void suggestedAliasCountsOnlyWhileItsModelIsInstalled() {
    assertThat(registry.isInstalled(name("yolo"))).isFalse();
    assertProblem(() -> registry.resolve(name("yolo")), ErrorCode.MODEL_NOT_INSTALLED)
        .hasMessageContaining("yolo (alias of yolo11n)")
        .hasMessageContaining("put yolo11n.onnx into");
    models.install("yolo11n", "1");
    assertThat(registry.resolve(name("yolo"))).isEqualTo(name("yolo11n"));
    assertThat(registry.resolve(name("yolo11"))).isEqualTo(name("yolo11n"));
  }

  @Test
  void aliasNeverShadowsAnInstalledModel() {
    models.install("a", "1").install("yolo", "2").install("yolo11n", "3");
    aliases.put(name("a"), name("yolo"));
    assertThat(registry.resolve(name("a"))).isEqualTo(name("a"));
    assertThat(registry.resolve(name("yolo"))).isEqualTo(name("yolo"));
  }

  @Test
  void chosenAliasIsStrongerThanASuggestionAndIsNotReplacedByItWhenItsModelIsMissing() {
    models.install("yolo11n", "1").install("mine", "2");
    aliases.put(name("yolo"), name("mine"));
    registry.refresh();
    assertThat(registry.resolve(name("yolo"))).isEqualTo(name("mine"));
    models.remove("mine");
    registry.refresh();
    assertProblem(() -> registry.resolve(name("yolo")), ErrorCode.MODEL_NOT_INSTALLED)
        .hasMessageContaining("yolo (alias of mine)");
    aliases.remove(name("yolo"));
    registry.refresh();
    assertThat(registry.resolve(name("yolo"))).isEqualTo(name("yolo11n"));
  }

  @Test
  void brokenFileIsReadOnceAndAgainWhenItIsReplaced() throws Exception {
    models.install("a", FakeModels.BROKEN);
    for (int i = 0; i < 5; i++) {
      assertProblem(() -> registry.detector(name("a")), ErrorCode.MODEL_INVALID);
    }
    assertThat(models.loads).hasValue(1);
    models.install("a", "2");
    assertThat(found(registry.detector(name("a")))).isEqualTo("2");
  }

  @Test
  void brokenReplacementLeavesTheOldModelInUse() throws Exception {
    models.install("a", "1");
    Detector detector = registry.detector(name("a"));
    models.install("a", FakeModels.BROKEN);
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(1));
      assertThat(found(detector)).isEqualTo("1");
    }
    assertThat(models.loads).hasValue(2);
    assertThat(registry.installed()).singleElement().extracting(ModelInfo::sha256).isEqualTo("1");
  }

  @Test
  void listShowsEveryUsableModelAndKeepsNoneLoaded() {
    models.install("b", "1").install("a", "2").install("c", FakeModels.BROKEN);
    assertThat(registry.installed()).extracting(i -> i.name().value()).containsExactly("a", "b");
    assertThat(registry.installed()).hasSize(2);
    assertThat(models.loads).hasValue(3);
    assertThat(models.open()).isZero();
  }

  @Test
  void listShowsAReplacedFile() {
    models.install("a", "1");
    registry.installed();
    models.install("a", "2");
    assertThat(registry.installed()).singleElement().extracting(ModelInfo::sha256).isEqualTo("2");
  }

  @Test
  void removedModelIsClosedAndItsDetectorSaysSo() throws Exception {
    models.install("a", "1");
    Detector detector = registry.detector(name("a"));
    models.remove("a");
    pass(Duration.ofSeconds(1));
    assertProblem(() -> found(detector), ErrorCode.MODEL_NOT_INSTALLED);
    assertThat(models.open()).isZero();
    assertThat(registry.installed()).isEmpty();
  }

  @Test
  void modelInstalledLaterIsFoundAtOnce() throws Exception {
    assertThat(registry.isInstalled(name("a"))).isFalse();
    models.install("a", "1");
    assertThat(found(registry.detector(name("a")))).isEqualTo("1");
  }

  @Test
  void firstOfTwoLoadersWithTheSameNameWins() throws Exception {
    FakeModels second = new FakeModels().install("a", "second").install("b", "second");
    models.install("a", "first");
    try (ModelRegistry both = new ModelRegistry(List.of(models, second), aliases)) {
      assertThat(found(both.detector(name("a")))).isEqualTo("first");
      assertThat(found(both.detector(name("b")))).isEqualTo("second");
    }
  }

  @Test
  void closedRegistryHasClosedItsModelsAndRefusesCalls() {
    models.install("a", "1");
    registry.warmUp(name("a"));
    assertThat(models.open()).isEqualTo(1);
    registry.close();
    assertThat(models.open()).isZero();
    assertThatThrownBy(() -> registry.detector(name("a")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void replacingWhileManyCallNeverUsesAClosedModel() throws Exception {
    models.install("a", "0");
    Detector detector = registry.detector(name("a"));
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      String content = Integer.toString(i);
      calls.add(
          () -> {
            models.install("a", content);
            pass(Duration.ofMillis(400));
            return found(detector);
          });
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<String> call : threads.invokeAll(calls)) {
        call.get();
      }
    }
    assertThat(models.loads.get()).isGreaterThan(2);
    assertThat(models.open()).isEqualTo(1);
  }

  private long openAfterAnotherCall(Detector detector) {
    try {
      assertThat(found(detector)).isEqualTo("2");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return models.open();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static String found(Detector detector) throws InterruptedException {
    return detector
        .detect(image(), DetectOptions.DEFAULT, Cancellation.NEVER)
        .getFirst()
        .className();
  }

  private static Raster image() {
    return new Raster(1, 1, PixelFormat.BGR24, Arena.ofAuto().allocate(3));
  }

  private static Cancellation duringCall(Runnable action) {
    return new Cancellation() {
      @Override
      public boolean isCancelled() {
        return false;
      }

      @Override
      public Registration onCancel(Runnable ignored) {
        action.run();
        return () -> {};
      }
    };
  }

  private static ModelName name(String value) {
    return new ModelName(value);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertProblem(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
