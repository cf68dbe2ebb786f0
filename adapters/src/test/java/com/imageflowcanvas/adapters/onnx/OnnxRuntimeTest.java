package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ONNX Runtime does to a process is seen from outside, in a JVM of its own. */
class OnnxRuntimeTest {
  private static final int LONG = 6000;

  @TempDir private Path folder;

  @Test
  void providerThatIsNotThereIsRefused() {
    // the build's class path has the ONNX Runtime without CUDA
    assertThatThrownBy(() -> new OnnxRuntime(Provider.CUDA, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cuda");
    assertThatThrownBy(() -> new OnnxRuntime(Provider.CPU, 0)).hasMessageContaining("cores: 0");
  }

  @Test
  void nothingIsReportedAndALongCommandLineDoesNoHarm() throws Exception {
    assertThat(child("-Dfiller=" + "x".repeat(LONG), "open")).contains("opened");
    try (var files = Files.walk(folder)) {
      // the first thing that telemetry does is to keep a number for the machine
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void modelCanBeLoadedWhileTheProcessEnds() throws Exception {
    Files.write(folder.resolve("tiny.onnx"), TinyModels.yolo(1, TinyModels.CELLS, 0).bytes());
    assertThat(child("-Dmodels=" + folder, "end")).contains("loaded while ending");
  }

  /** Output of a JVM that runs {@link #main}; it has to end well. */
  private String child(String property, String what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(property, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OnnxRuntimeTest.class.getName(), what));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CACHE_HOME", folder.toString());
    builder.environment().remove("ORT_DISABLE_TELEMETRY");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  public static void main(String[] arguments) throws InterruptedException {
    OnnxRuntime runtime = new OnnxRuntime(Provider.CPU, 2);
    System.out.println("opened");
    if (arguments[0].equals("end")) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> loadLate(runtime)));
    }
  }

  private static void loadLate(OnnxRuntime runtime) {
    try {
      // time for the hook of ONNX Runtime, which runs beside this one
      Thread.sleep(300);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Path folder = Path.of(System.getProperty("models"));
    try (Detector detector = new OnnxModelFolder(folder, runtime).load(new ModelName("tiny"))) {
      System.out.println("loaded while ending: " + detector.info().name());
    }
  }

  @Test
  void callIsAloneOnlyWhereNothingElseIsAtWork() {
    AtomicBoolean others = new AtomicBoolean();
    OnnxRuntime runtime = new OnnxRuntime(Provider.CPU, 2, others::get);
    assertThat(runtime.begin()).isTrue();
    assertThat(runtime.begin()).as("beside another call").isFalse();
    runtime.end();
    runtime.end();
    others.set(true);
    assertThat(runtime.begin()).as("beside other work").isFalse();
    runtime.end();
    assertThat(runtime.inFlight()).hasValue(0);
  }
}
