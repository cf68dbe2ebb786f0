package com.imageflowcanvas.adapters.onnx;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Assumptions;

/** Images for tests: painted ones, and photos from the optional test data beside the checkout. */
final class Photos {
  private static final Path DATA = Path.of("../../shared/data");

  private Photos() {}

  /** The test is skipped where the data is missing. */
  static Path folder(String name) {
    Path folder = DATA.resolve(name);
    Assumptions.assumeTrue(
        Files.isDirectory(folder), () -> "skipped: no test data at ../shared/data/" + name);
    return folder;
  }

  static Mat mat(String photo) {
    Mat mat = imread(folder("images").resolve(photo).toString(), IMREAD_COLOR);
    Assumptions.assumeFalse(mat.empty(), () -> "skipped: no photo " + photo);
    return mat;
  }

  static Raster raster(Mat mat) {
    Raster raster = empty(mat.cols(), mat.rows(), PixelFormat.BGR24);
    ByteBuffer bytes = mat.createBuffer();
    raster.pixels().copyFrom(MemorySegment.ofBuffer(bytes));
    return raster;
  }

  static Raster photo(String photo) {
    try (Mat mat = mat(photo)) {
      return raster(mat);
    }
  }

  static Raster plain(int width, int height, int blue, int green, int red) {
    Raster raster = empty(width, height, PixelFormat.BGR24);
    byte[] pixel = {(byte) blue, (byte) green, (byte) red};
    for (long at = 0; at < raster.pixels().byteSize(); at += 3) {
      raster.pixels().asSlice(at, 3).copyFrom(MemorySegment.ofArray(pixel));
    }
    return raster;
  }

  /** Smooth colours with some noise, as a photo has them. */
  static Raster painted(int width, int height, PixelFormat format) {
    Raster raster = empty(width, height, format);
    Random random = new Random(7);
    ByteBuffer bytes = raster.pixels().asByteBuffer();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < format.channels(); c++) {
          double wave = Math.sin(x * (0.02 + 0.01 * c)) * Math.cos(y * (0.03 - 0.005 * c));
          bytes.put((byte) Math.clamp(128 + 100 * wave + random.nextInt(20), 0, 255));
        }
      }
    }
    return raster;
  }

  private static Raster empty(int width, int height, PixelFormat format) {
    MemorySegment pixels = Arena.ofAuto().allocate(Raster.byteSize(width, height, format));
    return new Raster(width, height, format, pixels);
  }
}
