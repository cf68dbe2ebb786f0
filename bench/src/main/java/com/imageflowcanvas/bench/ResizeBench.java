package com.imageflowcanvas.bench;

import com.imageflowcanvas.engine.CpuGate;
import com.imageflowcanvas.engine.RasterPool;
import com.imageflowcanvas.engine.RunContext;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.opencv.Mats;
import com.imageflowcanvas.opencv.scale.LanczosScaler;
import com.imageflowcanvas.testkit.Rasters;
import java.io.IOException;
import java.time.Duration;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 1080p to 800 px wide. */
@State(Scope.Thread)
public class ResizeBench {
  private Raster image = Rasters.filled(1, 1, 0);
  private final Raster result = Rasters.AUTO.allocate(800, 450, PixelFormat.BGR24);

  private final RasterPool pool = new RasterPool(256L << 20, 64L << 20);
  private final CpuGate cores = new CpuGate(1, 0);

  @Setup
  public void read() throws IOException {
    image = BenchImages.raster("1920x1080");
  }

  @Benchmark
  public Raster linear() {
    return resized(opencv_imgproc.INTER_LINEAR);
  }

  @Benchmark
  public Raster area() {
    return resized(opencv_imgproc.INTER_AREA);
  }

  /** What {@code auto} does. */
  @Benchmark
  public Raster antialiased() throws InterruptedException {
    try (CpuGate.Permit permit =
            cores.enter(CpuGate.Lane.BATCH, Duration.ZERO, Cancellation.NEVER);
        Mat from = Mats.of(image);
        RunContext scratch =
            new RunContext(
                pool,
                permit,
                name -> {
                  throw new IllegalStateException("no detectors here");
                },
                Cancellation.NEVER,
                ImageLimits.DEFAULT)) {
      LanczosScaler.scale(from, result, scratch);
      return result;
    }
  }

  private Raster resized(int method) {
    try (Mat from = Mats.of(image);
        Mat to = Mats.of(result);
        Size size = new Size(result.width(), result.height())) {
      opencv_imgproc.resize(from, to, size, 0, 0, method);
      return result;
    }
  }
}
