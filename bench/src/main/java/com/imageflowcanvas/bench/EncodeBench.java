package com.imageflowcanvas.bench;

import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.testkit.Rasters;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Pixels to a file, 960x540 and 1080p. */
@State(Scope.Thread)
public class EncodeBench {
  @Param({"960x540", "1920x1080"})
  public String size = "";

  @Param({"JPEG", "PNG", "WEBP"})
  public ImageFormat format = ImageFormat.JPEG;

  private Raster image = Rasters.filled(1, 1, 0);

  @Setup
  public void read() throws IOException {
    Size wanted = BenchImages.sizeOf(size);
    image = BenchImages.decoded(BenchImages.jpeg("1920x1080"), wanted);
  }

  @Benchmark
  public byte[] encode() {
    return BenchImages.CODEC.encode(image, format, 85);
  }
}
