package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Averages the area of the image that a pixel of the result stands for, parts of pixels included.
 */
final class AreaScaler implements Scaler {
  private final Size source;
  private final Size scaled;
  private final int channels;
  private final int[] channelOfPlane;

  // for each column of the result: its first and last column of the image, and how much of each
  private final int[] first;
  private final int[] last;
  private final float[] shareOfFirst;
  private final float[] shareOfLast;

  private final byte[] line;

  /** Rows of the image added up, each as much as it counts. */
  private final float[] sums;

  private MemorySegment pixels = MemorySegment.NULL;

  /** For images of at least twice the size of the result. */
  AreaScaler(Letterbox letterbox, PixelFormat format, InputStyle style) {
    this.source = letterbox.source();
    this.scaled = letterbox.scaled();
    this.channels = format.channels();
    this.channelOfPlane = style.channels(format);
    this.first = new int[scaled.width()];
    this.last = new int[scaled.width()];
    this.shareOfFirst = new float[scaled.width()];
    this.shareOfLast = new float[scaled.width()];
    this.line = new byte[source.width() * channels];
    this.sums = new float[line.length];
    findAreas();
  }

  @Override
  public void start(Raster image) {
    pixels = image.pixels();
  }

  @Override
  public void row(int y, float[] into) {
    double height = (double) source.height() / scaled.height();
    addUp(y * height, (y + 1) * height);
    double width = (double) source.width() / scaled.width();
    float unit = (float) (1 / (width * height));
    for (int plane = 0; plane < PLANES; plane++) {
      int channel = channelOfPlane[plane];
      int at = plane * scaled.width();
      for (int x = 0; x < scaled.width(); x++) {
        into[at + x] = (int) (sum(x, channel) * unit + 0.5f);
      }
    }
  }

  private void findAreas() {
    double width = (double) source.width() / scaled.width();
    for (int x = 0; x < scaled.width(); x++) {
      double start = x * width;
      double end = Math.min(start + width, source.width());
      first[x] = (int) start;
      last[x] = (int) Math.ceil(end) - 1;
      shareOfFirst[x] = (float) (first[x] + 1 - start);
      shareOfLast[x] = (float) (end - last[x]);
    }
  }

  private void addUp(double start, double end) {
    Arrays.fill(sums, 0);
    int lastRow = Math.min((int) Math.ceil(end), source.height()) - 1;
    for (int row = (int) start; row <= lastRow; row++) {
      float share = (float) (Math.min(row + 1, end) - Math.max(row, start));
      long at = (long) row * line.length;
      MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, at, line, 0, line.length);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += share * (line[i] & 0xff);
      }
    }
  }

  private float sum(int x, int channel) {
    int end = last[x] * channels + channel;
    int at = first[x] * channels + channel;
    float sum = shareOfFirst[x] * sums[at] + shareOfLast[x] * sums[end];
    for (at += channels; at < end; at += channels) {
      sum += sums[at];
    }
    return sum;
  }
}
