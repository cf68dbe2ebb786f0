package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.adapters.onnx.TinyModels.Proposal;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.InMemoryModelAliases;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.model.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelFolderTest {
  private static final OnnxRuntime RUNTIME = new OnnxRuntime(Provider.CPU, 2);
  private static final ModelName TINY = new ModelName("tiny");
  private static final Proposal BOX = new Proposal(3, 48, 32, 24, 16, 1, 0.9f);

  @TempDir private Path folder;

  @Test
  void missingFolderHasNoModels() {
    assertThat(new OnnxModelFolder(folder.resolve("none"), RUNTIME).names()).isEmpty();
  }

  @Test
  void onlyOnnxFilesWithUsableNamesAreModels() throws IOException {
    for (String file :
        List.of("a.onnx", "b-1.0_x.onnx", "c.txt", ".hidden.onnx", "bad name.onnx", "_x.onnx")) {
      Files.createFile(folder.resolve(file));
    }
    Files.createDirectory(folder.resolve("folder.onnx"));
    assertThat(models().names())
        .containsExactlyInAnyOrder(new ModelName("a"), new ModelName("b-1.0_x"));
  }

  @Test
  void modelSaysWhatItIs() throws IOException {
    byte[] file =
        tiny().metadata("names", "{0: 'cat', 1: 'dog'}").metadata("license", "MIT").bytes();
    Files.write(folder.resolve("tiny.onnx"), file);
    try (Detector detector = models().load(TINY)) {
      ModelInfo info = detector.info();
      assertThat(info.name()).isEqualTo(TINY);
      assertThat(info.kind()).isEqualTo("yolo");
      assertThat(info.inputWidth()).isEqualTo(96);
      assertThat(info.inputHeight()).isEqualTo(64);
      assertThat(info.classes()).containsExactly("cat", "dog");
      assertThat(info.sizeBytes()).isEqualTo(file.length);
      assertThat(info.sha256()).matches("[0-9a-f]{64}");
      assertThat(info.license()).isEqualTo("MIT");
      assertThat(info.builtIn()).isFalse();
      assertThat(models().info(TINY)).isEqualTo(info);
    }
  }

  @Test
  void fileAnywhereIsCheckedUnderTheNameItWillHave() throws IOException {
    Path upload = Files.createTempFile("upload", ".part");
    try {
      Files.write(upload, tiny().bytes());
      assertThat(models().check(TINY, upload).classes()).hasSize(2);
      assertThat(models().check(TINY, upload).name()).isEqualTo(TINY);
    } finally {
      Files.delete(upload);
    }
  }

  @Test
  void classNamesComeFromTheMetadataThenTheTextThenAListOfTheFolder() throws IOException {
    assertThat(classes(tiny())).containsExactly("class_0", "class_1");
    Files.writeString(folder.resolve("b_classes.txt"), "one\ntwo\n");
    Files.writeString(folder.resolve("a_classes.txt"), "one\ntwo\nthree\n");
    assertThat(classes(tiny())).containsExactly("one", "two");
    Files.writeString(folder.resolve("tiny.txt"), "eins\r\nzwei\r\n");
    assertThat(classes(tiny())).containsExactly("eins", "zwei");
    assertThat(classes(tiny().metadata("names", "['un', 'deux']"))).containsExactly("un", "deux");
    // one too many: not these
    assertThat(classes(tiny().metadata("names", "['un', 'deux', 'trois']")))
        .containsExactly("eins", "zwei");
  }

  @Test
  void fingerprintChangesWithTheFileAndItsClassNames() throws IOException {
    Files.write(folder.resolve("tiny.onnx"), tiny().bytes());
    OnnxModelFolder models = models();
    String first = models.fingerprint(TINY);
    assertThat(models.fingerprint(TINY)).isEqualTo(first);
    Files.writeString(folder.resolve("x_classes.txt"), "one\ntwo\n");
    String second = models.fingerprint(TINY);
    assertThat(second).isNotEqualTo(first);
    Files.delete(folder.resolve("tiny.onnx"));
    Files.write(folder.resolve("tiny.onnx"), tiny().metadata("license", "MIT").bytes());
    assertThat(models.fingerprint(TINY)).isNotEqualTo(second);
  }

  @Test
  void absentModelIsNotInstalled() {
    for (Runnable call :
        List.<Runnable>of(
            () -> models().load(TINY),
            () -> models().info(TINY),
            () -> models().fingerprint(TINY))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.MODEL_NOT_INSTALLED));
    }
  }

  @Test
  void filesThatAreNoModelAreRefused() throws IOException {
    byte[] whole = tiny().bytes();
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    refused(new byte[0]).hasMessageContaining("0 bytes");
    refused(noise);
    refused(Arrays.copyOf(whole, whole.length / 2));
    refused("<html>not found</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .hasMessageContaining("not an ONNX file");
  }

  @Test
  void networksOfOtherShapesAreRefusedSayingWhatWasFound() throws IOException {
    refused(shaped(300, 6, OnnxGraph.FLOAT, 1, 3, 64, 96).bytes())
        .hasMessageContaining("output 1x300x6 with input 96x64")
        .hasMessageContaining("1x126x(5+classes)");
    refused(shaped(6, 126, OnnxGraph.FLOAT, 1, 64, 96, 3).bytes())
        .hasMessageContaining("input: 1x64x96x3 (expected: 1x3xHxW");
    refused(shaped(6, 126, OnnxGraph.FLOAT, 4, 3, 64, 96).bytes())
        .hasMessageContaining("input: 4x3x64x96");
    refused(shaped(6, 126, OnnxGraph.FLOAT, 1, 3, 4, 100_000).bytes())
        .hasMessageContaining("input: 1x3x4x100000");
    refused(tiny().metadata("task", "segment").bytes())
        .hasMessageContaining("task: segment (expected: detect)");
    refused(tiny().output("gain", OnnxGraph.FLOAT, 1, 6, 126).bytes())
        .hasMessageContaining("outputs: [output0, gain] (expected: one)");
  }

  @Test
  void numbersOfOtherTypesAreRefused() throws IOException {
    OnnxGraph half =
        new OnnxGraph()
            .input("images", OnnxGraph.FLOAT16, 1, 3, 64, 96)
            .output("output0", OnnxGraph.FLOAT16, 1, 3, 64, 96)
            .node("Identity", List.of("images"), "output0");
    refused(half.bytes()).hasMessageContaining("input: not a tensor of 32-bit floats");
  }

  @Test
  void unknownOperatorIsRefusedWithoutNamesOfTheHost() throws IOException {
    OnnxGraph strange = tiny().node("NoSuchOperator", List.of("images"), "nothing");
    refused(strange.bytes()).hasMessageContaining("NoSuchOperator");
  }

  @Test
  void weightsInOtherFilesAreRefusedWithoutReadingThem() throws IOException {
    Files.writeString(folder.resolve("weights"), "0".repeat(4096));
    for (String file : List.of("/etc/passwd", "../../../../etc/passwd", "weights")) {
      OnnxGraph graph =
          new OnnxGraph()
              .input("images", OnnxGraph.FLOAT, 1, 3, 64, 96)
              .output("output0", OnnxGraph.FLOAT, 1, 6, 126)
              .constantOf(file, "base", 1, 6, 126)
              .mean("images", "light", 0, 1, 2, 3)
              .node("Add", List.of("base", "light"), "output0");
      refused(graph.bytes())
          .hasMessageContaining("(expected: one file with everything in it)")
          .hasMessageNotContaining(".cc");
    }
  }

  @Test
  void networkThatTakesTooLongIsRefused() throws IOException {
    Files.write(folder.resolve("slow.onnx"), TinyModels.slow(500).bytes());
    Files.write(folder.resolve("open.onnx"), openSided(5, 20).bytes());
    OnnxModelFolder impatient = new OnnxModelFolder(folder, OnnxRuntime.onCpu(), Duration.ZERO);
    for (String name : List.of("slow", "open")) {
      assertThatThrownBy(() -> impatient.load(new ModelName(name)))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("MODEL_INVALID")
          .hasMessageContaining("a run takes longer than 0 s");
    }
  }

  @Test
  void openSidesAreFilledFromTheMetadataOrAre640() throws IOException {
    OnnxGraph open = openSided(5, 20).metadata("imgsz", "[96, 160]").metadata("names", "{0: 'x'}");
    ModelInfo info = models("open", open.bytes()).info(new ModelName("open"));
    assertThat(info.inputWidth()).isEqualTo(160);
    assertThat(info.inputHeight()).isEqualTo(96);
    assertThat(info.classes()).containsExactly("x");
    OnnxGraph nonsense = openSided(5, 20).metadata("imgsz", "[99999999, -5]");
    ModelInfo usual = models("open", nonsense.bytes()).info(new ModelName("open"));
    assertThat(usual.inputWidth()).isEqualTo(640);
    assertThat(usual.inputHeight()).isEqualTo(640);
    try (Detector detector = models().load(new ModelName("open"))) {
      assertThat(detector.info()).isEqualTo(usual);
    }
  }

  @Test
  void metadataThatLiesIsNotBelieved() throws IOException {
    OnnxGraph lying =
        tiny()
            .metadata("names", "{0: 'a', 1: 'b', 99999: 'c'}")
            .metadata("imgsz", "[4096, 4096]")
            .metadata("stride", "0")
            .metadata("license", "x".repeat(100_000));
    ModelInfo info = models("tiny", lying.bytes()).info(TINY);
    assertThat(info.classes()).containsExactly("class_0", "class_1");
    assertThat(info.inputWidth()).isEqualTo(96);
    assertThat(info.license()).hasSize(200);
  }

  @Test
  void replacedFileIsUsedByTheNextCallAndTheFileOfBeforeIsLetGo() throws Exception {
    Path file = folder.resolve("tiny.onnx");
    Files.write(file, tiny().metadata("names", "['cat', 'dog']").bytes());
    try (ModelRegistry registry =
        new ModelRegistry(List.of(models()), new InMemoryModelAliases())) {
      Detector detector = registry.detector(TINY);
      assertThat(firstClass(detector)).isEqualTo("dog");
      Files.delete(file);
      Files.write(file, tiny().metadata("names", "['cat', 'wolf']").bytes());
      registry.refresh();
      assertThat(firstClass(detector)).isEqualTo("wolf");
      Files.write(file, new byte[10]);
      registry.refresh();
      assertThat(firstClass(detector)).isEqualTo("wolf");
      Files.delete(file);
      registry.refresh();
      assertThatThrownBy(() -> firstClass(detector)).hasMessageContaining("is not installed");
    }
  }

  @Test
  void yoloxIsRecognised() throws IOException {
    ModelInfo info = models("tiny", TinyModels.yolox(3, 0, Map.of()).bytes()).info(TINY);
    assertThat(info.kind()).isEqualTo("yolox");
    assertThat(info.classes()).hasSize(3);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] file) throws IOException {
    OnnxModelFolder models = models("tiny", file);
    assertThatThrownBy(() -> models.info(TINY)).isInstanceOf(ProblemException.class);
    return assertThatThrownBy(() -> models.load(TINY))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ErrorCode.MODEL_INVALID);
              assertThat(e.problem().detail()).startsWith("model tiny: ").doesNotContain("/");
            });
  }

  private List<String> classes(OnnxGraph model) throws IOException {
    return models("tiny", model.bytes()).info(TINY).classes();
  }

  private static String firstClass(Detector detector) throws InterruptedException {
    return detector
        .detect(Photos.plain(96, 64, 0, 0, 255), DetectOptions.DEFAULT, Cancellation.NEVER)
        .getFirst()
        .className();
  }

  private static OnnxGraph tiny() {
    return TinyModels.yolo(2, TinyModels.CELLS, 0, BOX);
  }

  /** A network with an output of some shape and an input of some shape. */
  private static OnnxGraph shaped(int rows, int columns, int type, long... input) {
    float[] zeros = new float[rows * columns];
    return new OnnxGraph()
        .constant("base", zeros, 1, rows, columns)
        .mean("images", "light", 0, 1, 2, 3)
        .node("Add", List.of("base", "light"), "output0")
        .input("images", type, input)
        .output("output0", OnnxGraph.FLOAT, 1, rows, columns);
  }

  private static OnnxGraph openSided(int rows, int columns) {
    float[] zeros = new float[rows * columns];
    return TinyModels.light("images", "output0", 0, zeros, zeros, rows, columns)
        .input("images", OnnxGraph.FLOAT, OnnxGraph.OPEN, 3, OnnxGraph.OPEN, OnnxGraph.OPEN)
        .output("output0", OnnxGraph.FLOAT, OnnxGraph.OPEN, rows, OnnxGraph.OPEN);
  }

  private OnnxModelFolder models() {
    return new OnnxModelFolder(folder, RUNTIME);
  }

  private OnnxModelFolder models(String name, byte[] file) throws IOException {
    Files.write(folder.resolve(name + ".onnx"), file);
    return models();
  }
}
