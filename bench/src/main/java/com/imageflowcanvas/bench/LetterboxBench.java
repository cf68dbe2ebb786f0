package com.imageflowcanvas.bench;

import com.imageflowcanvas.adapters.onnx.DetectionParts;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.opencv.Mats;
import com.imageflowcanvas.testkit.Rasters;
import java.io.IOException;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Pixels to the input of a network. Widths of 1280 and more are averaged, the others bilinear. */
@State(Scope.Thread)
public class LetterboxBench {
  @Param({"640x480", "960x540", "1920x1080"})
  public String size = "";

  private final DetectionParts yolo640 = DetectionParts.yolo(640, 640);
  private final DetectionParts yolox416 = DetectionParts.yolox(416, 416);
  private Raster image = Rasters.filled(1, 1, 0);

  @Setup
  public void read() throws IOException {
    Size wanted = BenchImages.sizeOf(size);
    image = Rasters.AUTO.allocate(wanted.width(), wanted.height(), PixelFormat.BGR24);
    try (Mat from = Mats.of(BenchImages.raster("1920x1080"));
        Mat to = Mats.of(image)) {
      opencv_imgproc.resize(from, to, to.size());
    }
  }

  @Benchmark
  public void to640() {
    yolo640.paint(image);
  }

  @Benchmark
  public void to416() {
    yolox416.paint(image);
  }
}
