package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import com.imageflowcanvas.adapters.onnx.TinyModels.Proposal;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OnnxDetectorTest {
  private static final OnnxRuntime RUNTIME = new OnnxRuntime(Provider.CPU, 2);
  private static final DetectOptions OPTIONS = DetectOptions.DEFAULT;

  @TempDir private Path folder;

  @Test
  void yoloSeesRedAndAnswersInPixelsOfTheImage() throws Exception {
    try (Detector detector = load(yolo(new Proposal(3, 48, 32, 24, 16, 1, 0.9f)))) {
      List<Detection> found = detect(detector, Photos.plain(192, 128, 0, 0, 255), OPTIONS);
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().classId()).isEqualTo(1);
      assertThat(found.getFirst().className()).isEqualTo("class_1");
      assertThat(found.getFirst().confidence()).isEqualTo(0.9f, within(1e-4f));
      assertThat(found.getFirst().box()).isEqualTo(new Box(72, 48, 48, 32));
      assertThat(detect(detector, Photos.plain(192, 128, 255, 255, 0), OPTIONS)).isEmpty();
    }
  }

  @Test
  void yoloxSeesBlueInLevelsOf255() throws Exception {
    // cell 0 of 8 px: centre (12, 12), 16 x 16
    float[] row = {1.5f, 1.5f, (float) Math.log(2), (float) Math.log(2), 1, 0.2f, 0.8f};
    try (Detector detector = load(TinyModels.yolox(2, 0, Map.of(0, row)))) {
      List<Detection> found = detect(detector, Photos.plain(192, 128, 255, 0, 0), OPTIONS);
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().classId()).isEqualTo(1);
      assertThat(found.getFirst().confidence()).isEqualTo(0.8f, within(1e-4f));
      Box box = found.getFirst().box();
      assertThat(box.x()).isEqualTo(8, within(1e-3));
      assertThat(box.bottom()).isEqualTo(40, within(1e-3));
      assertThat(detect(detector, Photos.plain(192, 128, 0, 255, 255), OPTIONS)).isEmpty();
    }
  }

  @Test
  void borderOfTheLetterboxIsTakenOff() throws Exception {
    // 64 x 128 px into 96 x 64: 32 x 64 in the middle, red in a third of the input, grey elsewhere
    float light = (255 / 3f + 114 * 2 / 3f) / 255;
    try (Detector detector = load(yolo(new Proposal(0, 48, 32, 16, 32, 0, 0.9f / light)))) {
      List<Detection> found = detect(detector, Photos.plain(64, 128, 0, 0, 255), OPTIONS);
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().confidence()).isEqualTo(0.9f, within(1e-3f));
      assertThat(found.getFirst().box()).isEqualTo(new Box(16, 32, 32, 64));
    }
  }

  @Test
  void optionsAreObeyed() throws Exception {
    OnnxGraph model =
        yolo(
            new Proposal(0, 20, 20, 10, 10, 0, 0.6f),
            new Proposal(1, 21, 20, 10, 10, 0, 0.8f),
            new Proposal(2, 60, 40, 10, 10, 1, 0.7f),
            new Proposal(3, 90, 60, 100, 100, 2, 0.9f),
            new Proposal(4, -50, -50, 10, 10, 2, 0.95f));
    Raster red = Photos.plain(96, 64, 0, 0, 255);
    try (Detector detector = load(model)) {
      assertThat(ids(detect(detector, red, OPTIONS))).containsExactly(2, 0, 1);
      assertThat(ids(detect(detector, red, options(0.75f, 0.45f, 300)))).containsExactly(2, 0);
      assertThat(ids(detect(detector, red, options(0.5f, 0.99f, 300)))).containsExactly(2, 0, 1, 0);
      assertThat(ids(detect(detector, red, options(0.5f, 0.45f, 2)))).containsExactly(2);
      assertThat(ids(detect(detector, red, options(0.5f, 0.45f, 300, "class_1", "class_0"))))
          .containsExactly(0, 1);
      assertThat(detect(detector, red, options(0.5f, 0.45f, 300, "nothing"))).isEmpty();
      assertThat(detect(detector, red, OPTIONS).getFirst().box())
          .isEqualTo(new Box(40, 10, 56, 54));
    }
  }

  @Test
  void eightThreadsFindWhatOneFinds() throws Exception {
    try (Detector detector = load(yolo(new Proposal(3, 48, 32, 24, 16, 1, 1)))) {
      List<Raster> images = new ArrayList<>();
      List<List<Detection>> expected = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        images.add(Photos.plain(96 + 7 * i, 64 + 5 * i, 0, 0, 15 * i));
        expected.add(detect(detector, images.get(i), options(0.01f, 0.45f, 300)));
      }
      assertThat(expected).doesNotHaveDuplicates();
      List<Callable<List<Detection>>> calls = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Raster image = images.get(i % images.size());
        calls.add(() -> detect(detector, image, options(0.01f, 0.45f, 300)));
      }
      try (var threads = Executors.newFixedThreadPool(8)) {
        List<Future<List<Detection>>> results = threads.invokeAll(calls);
        for (int i = 0; i < results.size(); i++) {
          assertThat(results.get(i).get()).isEqualTo(expected.get(i % expected.size()));
        }
      }
      // or the next call that is alone would not know it
      assertThat(RUNTIME.inFlight()).hasValue(0);
    }
  }

  @Test
  void cancellationStopsARunInTheMiddle() throws Exception {
    try (Detector detector = load(TinyModels.slow(500))) {
      Raster image = Photos.plain(96, 64, 0, 0, 0);
      Throwable stopped = cancelled(detector, image);
      for (int late = 0; late < 20 && stopped == null; late++) {
        stopped = cancelled(detector, image);
      }
      // the cause shows that ONNX Runtime itself was stopped before its last operation
      assertThat(stopped)
          .isInstanceOf(InterruptedException.class)
          .hasCauseInstanceOf(OrtException.class);
      assertThat(RUNTIME.inFlight()).hasValue(0);
      // the worker that was stopped works again
      assertThat(detect(detector, image, OPTIONS)).isNotNull();
    }
  }

  /** What a call throws that is cancelled once it runs; null when it had ended before. */
  private static @Nullable Throwable cancelled(Detector detector, Raster image) throws Exception {
    SwitchedCancellation cancellation = new SwitchedCancellation();
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<?> stop =
          threads.submit(
              () -> {
                cancellation.awaitRegistration();
                cancellation.cancel();
                return null;
              });
      Throwable thrown = catchThrowable(() -> detector.detect(image, OPTIONS, cancellation));
      stop.get();
      assertThat(cancellation.registrations()).isZero();
      return thrown;
    }
  }

  @Test
  void callThatIsCancelledBeforeItBeginsDoesNotRun() throws Exception {
    try (Detector detector = load(yolo(new Proposal(3, 48, 32, 24, 16, 1, 1)))) {
      SwitchedCancellation cancellation = new SwitchedCancellation();
      cancellation.cancel();
      Raster red = Photos.plain(96, 64, 0, 0, 255);
      assertThatThrownBy(() -> detector.detect(red, OPTIONS, cancellation))
          .isInstanceOf(InterruptedException.class);
      assertThat(detect(detector, red, OPTIONS)).hasSize(1);
    }
  }

  @Test
  void closedDetectorRefusesCallsAndCanBeClosedTwice() throws Exception {
    Detector detector = load(yolo(new Proposal(3, 48, 32, 24, 16, 1, 1)));
    detector.close();
    detector.close();
    assertThatThrownBy(() -> detect(detector, Photos.plain(96, 64, 0, 0, 255), OPTIONS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
  void nativeMemoryDoesNotGrow() throws Exception {
    OnnxGraph model = yolo(new Proposal(3, 48, 32, 24, 16, 1, 1));
    Raster red = Photos.plain(400, 260, 0, 0, 255);
    try (Detector detector = load(model)) {
      repeat(50, detector, red);
      long before = residentBytes();
      repeat(300, detector, red);
      assertThat(residentBytes() - before).isLessThan(64_000_000);
    }
    repeatLoading(10);
    long before = residentBytes();
    repeatLoading(60);
    assertThat(residentBytes() - before).isLessThan(64_000_000);
  }

  private void repeatLoading(int times) throws Exception {
    Raster red = Photos.plain(96, 64, 0, 0, 255);
    for (int i = 0; i < times; i++) {
      try (Detector detector = load(yolo(new Proposal(3, 48, 32, 24, 16, 1, 1)))) {
        repeat(2, detector, red);
      }
    }
  }

  private static void repeat(int times, Detector detector, Raster image) throws Exception {
    for (int i = 0; i < times; i++) {
      assertThat(detect(detector, image, OPTIONS)).hasSize(1);
    }
  }

  private static long residentBytes() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
    return Long.parseLong(pages) * 4096;
  }

  private Detector load(OnnxGraph model) throws IOException {
    Files.write(folder.resolve("tiny.onnx"), model.bytes());
    return new OnnxModelFolder(folder, RUNTIME).load(new ModelName("tiny"));
  }

  private static OnnxGraph yolo(Proposal... proposals) {
    return TinyModels.yolo(3, TinyModels.CELLS, 0, proposals);
  }

  private static List<Detection> detect(Detector detector, Raster image, DetectOptions options)
      throws InterruptedException {
    return detector.detect(image, options, Cancellation.NEVER);
  }

  private static DetectOptions options(float confidence, float iou, int max, String... classes) {
    return new DetectOptions(confidence, iou, Set.of(classes), max);
  }

  private static List<Integer> ids(List<Detection> detections) {
    return detections.stream().map(Detection::classId).toList();
  }
}
