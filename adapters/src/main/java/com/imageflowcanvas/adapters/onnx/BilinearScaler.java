package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Mixes the four nearest pixels, in the whole numbers that OpenCV uses ({@code INTER_LINEAR} of
 * 8-bit images in its {@code resize.cpp}): shares in 2048ths, sums cut to 15 bits between the two
 * directions. So a network gets the very pixels that its authors' own programs would give it.
 */
final class BilinearScaler implements Scaler {
  private static final int ONE = 2048;
  private static final int CUT_BITS = 4;

  private final Size source;
  private final Size scaled;
  private final int channels;
  private final int[] channelOfPlane;

  // for each column of the result: where its two neighbours begin in a row, and their shares
  private final int[] leftAt;
  private final int[] rightAt;
  private final int[] leftShare;
  private final int[] rightShare;

  private final byte[] line;

  // the last two rows of the image that were scaled in width, and which they are
  private int[] upper;
  private int[] lower;
  private int upperRow = -1;
  private int lowerRow = -1;

  private MemorySegment pixels = MemorySegment.NULL;

  BilinearScaler(Letterbox letterbox, PixelFormat format, InputStyle style) {
    this.source = letterbox.source();
    this.scaled = letterbox.scaled();
    this.channels = format.channels();
    this.channelOfPlane = style.channels(format);
    this.leftAt = new int[scaled.width()];
    this.rightAt = new int[scaled.width()];
    this.leftShare = new int[scaled.width()];
    this.rightShare = new int[scaled.width()];
    this.line = new byte[source.width() * channels];
    this.upper = new int[PLANES * scaled.width()];
    this.lower = new int[PLANES * scaled.width()];
    findNeighbours();
  }

  @Override
  public void start(Raster image) {
    pixels = image.pixels();
    upperRow = -1;
    lowerRow = -1;
  }

  @Override
  public void row(int y, float[] into) {
    float at = position(y, source.height(), scaled.height());
    int first = (int) Math.floor(at);
    int aboveShare = share(1 - (at - first));
    int belowShare = share(at - first);
    int lastRow = source.height() - 1;
    int[] above = sourceRow(Math.clamp(first, 0, lastRow));
    int[] below = sourceRow(Math.clamp(first + 1, 0, lastRow));
    for (int i = 0; i < into.length; i++) {
      int fourfold = ((aboveShare * above[i]) >> 16) + ((belowShare * below[i]) >> 16);
      into[i] = (fourfold + 2) >> 2;
    }
  }

  private void findNeighbours() {
    for (int x = 0; x < scaled.width(); x++) {
      float at = Math.clamp(position(x, source.width(), scaled.width()), 0, source.width() - 1);
      int left = (int) at;
      leftAt[x] = left * channels;
      rightAt[x] = Math.min(left + 1, source.width() - 1) * channels;
      leftShare[x] = share(1 - (at - left));
      rightShare[x] = share(at - left);
    }
  }

  /** Where the centre of a pixel of the result lies in the image; outside it near edges. */
  private static float position(int i, int sourceSide, int scaledSide) {
    double factor = 1 / ((double) scaledSide / sourceSide);
    return (float) ((i + 0.5) * factor - 0.5);
  }

  private static int share(float part) {
    return (int) Math.rint(part * ONE);
  }

  /** Valid until the next but one is asked for. */
  private int[] sourceRow(int y) {
    if (y == upperRow) {
      return upper;
    }
    if (y != lowerRow) {
      int[] free = upper;
      upper = lower;
      upperRow = lowerRow;
      lower = free;
      lowerRow = y;
      scaleInWidth(y, free);
    }
    return lower;
  }

  private void scaleInWidth(int y, int[] into) {
    long start = (long) y * line.length;
    MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, start, line, 0, line.length);
    for (int plane = 0; plane < PLANES; plane++) {
      int channel = channelOfPlane[plane];
      int at = plane * scaled.width();
      for (int x = 0; x < scaled.width(); x++) {
        int left = line[leftAt[x] + channel] & 0xff;
        int right = line[rightAt[x] + channel] & 0xff;
        into[at + x] = (leftShare[x] * left + rightShare[x] * right) >> CUT_BITS;
      }
    }
  }
}
