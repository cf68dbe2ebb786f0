package com.imageflowcanvas.bench;

import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JPEG and WebP to pixels, whole and shrunk while they load. */
@State(Scope.Thread)
public class DecodeBench {
  private static final int WEBP_QUALITY = 80;

  @Param({"640x480", "1920x1080", "3840x2160"})
  public String size = "";

  @Param({"1", "2", "4"})
  public int shrink;

  @Param({"JPEG", "WEBP"})
  public ImageFormat format = ImageFormat.JPEG;

  private byte[] file = {};
  private Size needed = new Size(1, 1);

  @Setup
  public void read() throws IOException {
    file =
        switch (format) {
          case JPEG -> BenchImages.jpeg(size);
          case WEBP, PNG, BMP, TIFF, GIF ->
              BenchImages.CODEC.encode(BenchImages.raster(size), format, WEBP_QUALITY);
        };
    Size whole = BenchImages.sizeOf(size);
    needed = new Size(whole.width() / shrink, whole.height() / shrink);
  }

  @Benchmark
  public Raster decode() {
    return BenchImages.decoded(file, needed);
  }
}
