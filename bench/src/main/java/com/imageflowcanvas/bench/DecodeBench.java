package com.imageflowcanvas.bench;

import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JPEG to pixels, whole and shrunk while it loads. */
@State(Scope.Thread)
public class DecodeBench {
  @Param({"640x480", "1920x1080", "3840x2160"})
  public String size = "";

  @Param({"1", "2", "4"})
  public int shrink;

  private byte[] jpeg = {};
  private Size needed = new Size(1, 1);

  @Setup
  public void read() throws IOException {
    jpeg = BenchImages.jpeg(size);
    Size whole = BenchImages.sizeOf(size);
    needed = new Size(whole.width() / shrink, whole.height() / shrink);
  }

  @Benchmark
  public Raster decode() {
    return BenchImages.decoded(jpeg, needed);
  }
}
