package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the models and photos of the optional test data; skipped where it is missing. */
class RealModelsTest {
  private static final OnnxRuntime RUNTIME = new OnnxRuntime(Provider.CPU, 2);
  private static final ModelName YOLOX = new ModelName("yolox_nano");
  private static final ModelName YOLO = new ModelName("yolo11n_320_int8");

  private Path folder;
  private OnnxModelFolder models;

  @BeforeEach
  void openFolder() {
    folder = Photos.folder("models");
    models = new OnnxModelFolder(folder, RUNTIME);
  }

  @Test
  void modelsSayWhatTheyAre() {
    assertThat(models.names()).contains(YOLOX, YOLO);
    ModelInfo yolox = models.info(YOLOX);
    assertThat(yolox.kind()).isEqualTo("yolox");
    assertThat(yolox.inputWidth()).isEqualTo(416);
    assertThat(yolox.sizeBytes()).isEqualTo(folder.resolve("yolox_nano.onnx").toFile().length());
    // from coco_classes.txt, because the file has no names
    assertThat(yolox.classes()).hasSize(80).startsWith("person", "bicycle").endsWith("toothbrush");
    ModelInfo yolo = models.info(YOLO);
    assertThat(yolo.kind()).isEqualTo("yolo");
    assertThat(yolo.inputHeight()).isEqualTo(320);
    // from its own metadata: motorcycle, where coco_classes.txt says motorbike
    assertThat(yolo.classes()).hasSize(80).startsWith("person", "bicycle", "car", "motorcycle");
    assertThat(yolo.license()).startsWith("AGPL-3.0");
    assertThat(yolo.sha256()).matches("[0-9a-f]{64}").isNotEqualTo(yolox.sha256());
  }

  @Test
  void knownContentsAreFoundByYolox() throws InterruptedException {
    expect(YOLOX, "000000002006.jpg", Map.of("bus", 1));
    expect(YOLOX, "000000007108.jpg", Map.of("elephant", 4));
    expect(YOLOX, "group_of_ten.jpg", Map.of("person", 10));
    expect(YOLOX, "000000000285.jpg", Map.of("bear", 1));
    expect(YOLOX, "000000000724.jpg", Map.of("stop sign", 1));
    expect(YOLOX, "000000000785.jpg", Map.of("person", 1, "skis", 1));
    expect(YOLOX, "000000000885.jpg", Map.of("person", 2));
  }

  @Test
  void knownContentsAreFoundByYolo() throws InterruptedException {
    expect(YOLO, "000000002006.jpg", Map.of("bus", 1));
    expect(YOLO, "000000007108.jpg", Map.of("elephant", 4));
    expect(YOLO, "000000000285.jpg", Map.of("bear", 1));
    expect(YOLO, "000000000724.jpg", Map.of("stop sign", 1));
    expect(YOLO, "000000000785.jpg", Map.of("person", 1, "skis", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000000000285.jpg",
        "000000000724.jpg",
        "000000000785.jpg",
        "000000000885.jpg",
        "000000001584.jpg",
        "000000002006.jpg",
        "000000007108.jpg",
        "group_of_ten.jpg"
      })
  void boxesAreThoseOfTheReference(String photo) throws Exception {
    try (Mat image = Photos.mat(photo);
        ReferenceDetector yolox = ReferenceDetector.yoloxNano(folder);
        ReferenceDetector yolo = ReferenceDetector.yolo11n(folder)) {
      Raster raster = Photos.raster(image);
      compare(detect(YOLOX, raster), yolox.detect(image, 0.4f, 0.45f), raster);
      compare(detect(YOLO, raster), yolo.detect(image, 0.4f, 0.45f), raster);
    }
  }

  @Test
  void rectangularModelIsRead() throws InterruptedException {
    ModelName name = new ModelName("yolo11n_arch_random_384x640");
    try (Detector detector = models.load(name)) {
      assertThat(detector.info().inputWidth()).isEqualTo(640);
      assertThat(detector.info().inputHeight()).isEqualTo(384);
      Raster photo = Photos.photo("000000002006.jpg");
      List<Detection> found =
          detector.detect(photo, new DetectOptions(0, 0.45f, Set.of(), 300), Cancellation.NEVER);
      assertThat(found)
          .isNotEmpty()
          .allSatisfy(d -> assertThat(d.box()).isEqualTo(d.box().clip(640, 480)));
    }
  }

  private void expect(ModelName model, String photo, Map<String, Integer> contents)
      throws InterruptedException {
    Map<String, Integer> counts = new TreeMap<>();
    for (Detection detection : detect(model, Photos.photo(photo))) {
      counts.merge(detection.className(), 1, Integer::sum);
    }
    assertThat(counts).as("%s on %s", model, photo).containsAllEntriesOf(contents);
  }

  private List<Detection> detect(ModelName model, Raster image) throws InterruptedException {
    try (Detector detector = models.load(model)) {
      return detector.detect(
          image, new DetectOptions(0.4f, 0.45f, Set.of(), 300), Cancellation.NEVER);
    }
  }

  private static void compare(List<Detection> found, List<Detection> expected, Raster image) {
    assertThat(found).as("expected %s", expected).hasSameSizeAs(expected).isNotEmpty();
    for (Detection one : found) {
      Detection other = nearest(one, expected);
      Box box = other.box().clip(image.width(), image.height());
      assertThat(one.confidence()).as("%s", one).isEqualTo(other.confidence(), within(0.05f));
      assertThat(one.box().x()).as("%s", one).isEqualTo(box.x(), within(2.0));
      assertThat(one.box().y()).as("%s", one).isEqualTo(box.y(), within(2.0));
      assertThat(one.box().right()).as("%s", one).isEqualTo(box.right(), within(2.0));
      assertThat(one.box().bottom()).as("%s", one).isEqualTo(box.bottom(), within(2.0));
    }
  }

  /** The one of the same class that overlaps most. */
  private static Detection nearest(Detection one, List<Detection> all) {
    return all.stream()
        .filter(other -> other.classId() == one.classId())
        .max(Comparator.comparingDouble(other -> other.box().iou(one.box())))
        .orElseThrow(() -> new AssertionError("the reference has no " + one));
  }
}
