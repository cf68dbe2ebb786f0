package com.imageflowcanvas.opencv.scale;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import com.imageflowcanvas.opencv.Mats;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Scales with a Lanczos filter as wide as the factor: what OpenCV's own ways leave out or smear
 * above half the size. Gives what Pillow's LANCZOS gives, but for a level here and there. First the
 * width, on bands of transposed rows that fit the processor's cache; then the height.
 */
public final class LanczosScaler {
  /** Rows worked on at once, at most. */
  private static final int BAND = 256;

  /** A side that shrinks by more than twice this is averaged to this times the wanted one first. */
  private static final int COARSE = 8;

  private static final PixelFormat FORMAT = PixelFormat.BGR24;

  private final Scratch arrays;
  private final Mat from;
  private final Raster to;
  private final Taps across;
  private final Taps down;
  private final int rowBytes;
  private final float[] sums;

  /** Rows of the wanted width that are still needed, from row {@code base} to {@code end}. */
  private final byte[] rows;

  private int base;
  private int end;
  private int written;

  private LanczosScaler(Mat from, Raster to, Scratch arrays) {
    this.arrays = arrays;
    this.from = from;
    this.to = to;
    this.across = Taps.of(from.cols(), to.width());
    this.down = Taps.of(from.rows(), to.height());
    this.rowBytes = to.width() * FORMAT.channels();
    this.rows = arrays.rows(Math.multiplyExact(rowBytes, band() + down.count()));
    this.sums = new float[Math.max(rowBytes, band() * FORMAT.channels())];
  }

  /**
   * Fills an image with another one.
   *
   * @param from BGR, 8 bit; may be a part of an image
   * @param to BGR24
   * @param scratch gives memory for a band of 256 rows of the source and of the result's width, and
   *     for the average of an image that shrinks to less than a sixteenth
   */
  public static void scale(Mat from, Raster to, RasterAllocator scratch) {
    int width = coarse(from.cols(), to.width());
    int height = coarse(from.rows(), to.height());
    if (width == from.cols() && height == from.rows()) {
      scaleFinely(from, to, scratch);
      return;
    }
    try (Mat averaged = Mats.of(scratch.allocate(width, height, FORMAT));
        Size size = new Size(width, height)) {
      opencv_imgproc.resize(from, averaged, size, 0, 0, opencv_imgproc.INTER_AREA);
      scaleFinely(averaged, to, scratch);
    }
  }

  private static void scaleFinely(Mat from, Raster to, RasterAllocator scratch) {
    try (Scratch arrays = Scratch.take()) {
      new LanczosScaler(from, to, arrays).run(scratch);
    }
  }

  private static int coarse(int side, int wanted) {
    return side / 2 / COARSE > wanted ? COARSE * wanted : side;
  }

  /** All bands but the last are as high as this; about equal, because short rows are slow. */
  private int band() {
    int bands = Math.ceilDiv(from.rows(), BAND);
    return Math.ceilDiv(from.rows(), bands);
  }

  private void run(RasterAllocator scratch) {
    Raster upended = scratch.allocate(band(), from.cols(), FORMAT);
    Raster narrowed = scratch.allocate(band(), to.width(), FORMAT);
    Raster turned = scratch.allocate(to.width(), band(), FORMAT);
    byte[] before = arrays.columns((int) upended.pixels().byteSize());
    byte[] after = arrays.scaled((int) narrowed.pixels().byteSize());
    byte[] row = new byte[rowBytes];
    for (int top = 0; top < from.rows(); top += band()) {
      int height = Math.min(band(), from.rows() - top);
      transpose(top, part(upended, height, from.cols()), before);
      int stride = height * FORMAT.channels();
      new RowSums(before, stride, sums).signed(across, 0, across.size(), 0, after);
      addRows(after, part(narrowed, height, to.width()), part(turned, to.width(), height));
      writeRows(row);
    }
  }

  /** The same memory for a band of fewer rows. */
  private static Raster part(Raster whole, int width, int height) {
    long bytes = Raster.byteSize(width, height, FORMAT);
    return new Raster(width, height, FORMAT, whole.pixels().asSlice(0, bytes));
  }

  private void transpose(int top, Raster upended, byte[] samples) {
    try (Mat band = from.rowRange(top, top + upended.width());
        Mat target = Mats.of(upended)) {
      opencv_core.transpose(band, target);
    }
    int size = (int) upended.pixels().byteSize();
    MemorySegment.copy(upended.pixels(), ValueLayout.JAVA_BYTE, 0, samples, 0, size);
    RowSums.flip(samples, size);
  }

  private void addRows(byte[] columns, Raster narrowed, Raster turned) {
    int size = (int) narrowed.pixels().byteSize();
    MemorySegment.copy(columns, 0, narrowed.pixels(), ValueLayout.JAVA_BYTE, 0, size);
    try (Mat source = Mats.of(narrowed);
        Mat target = Mats.of(turned)) {
      opencv_core.transpose(source, target);
    }
    MemorySegment.copy(
        turned.pixels(), ValueLayout.JAVA_BYTE, 0, rows, (end - base) * rowBytes, size);
    end += turned.height();
  }

  /** Writes every row whose samples have come, and drops those that no later one needs. */
  private void writeRows(byte[] row) {
    RowSums source = new RowSums(rows, rowBytes, sums);
    for (; written < down.size() && down.end(written) <= end; written++) {
      source.unsigned(down, written, base, row);
      MemorySegment.copy(
          row, 0, to.pixels(), ValueLayout.JAVA_BYTE, (long) written * rowBytes, rowBytes);
    }
    if (written < down.size()) {
      int needed = Math.min(end, down.first()[written]);
      System.arraycopy(rows, (needed - base) * rowBytes, rows, 0, (end - needed) * rowBytes);
      base = needed;
    }
  }
}
