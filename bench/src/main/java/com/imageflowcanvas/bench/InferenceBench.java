package com.imageflowcanvas.bench;

import com.imageflowcanvas.adapters.onnx.OnnxModelFolder;
import com.imageflowcanvas.adapters.onnx.OnnxRuntime;
import com.imageflowcanvas.adapters.onnx.Provider;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.opencv.Mats;
import com.imageflowcanvas.testkit.Rasters;
import java.io.IOException;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A whole detection on an image of 960x540, as it comes out of the shrinking decoder: letterbox,
 * network, boxes. {@code cores} 1 is what each of many callers gets; more is what one gets that is
 * alone. With {@code -t 2} two callers share the detector.
 */
@State(Scope.Benchmark)
public class InferenceBench {
  @Param({"yolox_nano", "yolo11n_arch_random_640", "yolo11n_arch_random_384x640"})
  public String model = "";

  @Param({"1", "2"})
  public int cores;

  private final Raster image = Rasters.AUTO.allocate(960, 540, PixelFormat.BGR24);
  private @Nullable Detector detector;

  @Setup
  public void load() throws IOException {
    OnnxRuntime runtime = new OnnxRuntime(Provider.CPU, cores);
    detector =
        new OnnxModelFolder(BenchImages.DATA.resolve("models"), runtime).load(new ModelName(model));
    try (Mat from = Mats.of(BenchImages.raster("1920x1080"));
        Mat to = Mats.of(image)) {
      opencv_imgproc.resize(from, to, to.size());
    }
  }

  @Benchmark
  public List<Detection> detect() throws InterruptedException {
    if (detector == null) {
      throw new IllegalStateException("not loaded");
    }
    return detector.detect(image, DetectOptions.DEFAULT, Cancellation.NEVER);
  }

  @TearDown
  public void close() {
    if (detector != null) {
      detector.close();
    }
  }
}
