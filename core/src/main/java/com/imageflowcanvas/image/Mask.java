package com.imageflowcanvas.image;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The pixels of the submitted image that belong to something, run-length encoded: on the heap, so
 * that it outlives the run, and a few hundred numbers where a raster would take megabytes.
 *
 * @param classId index of the class in its model
 * @param confidence 0..1
 * @param left px of the submitted image
 * @param top px of the submitted image
 * @param width px, at least 0
 * @param height px, at least 0
 * @param runs lengths of what lies outside and inside by turns, outside first, row by row; their
 *     sum is {@code width * height}
 */
public record Mask(
    String className,
    int classId,
    float confidence,
    int left,
    int top,
    int width,
    int height,
    List<Integer> runs,
    Origin origin)
    implements Annotation {
  private static final int INSIDE_FROM = 128;

  public Mask {
    runs = List.copyOf(runs);
    long sum = runs.stream().mapToLong(Integer::longValue).sum();
    if (width < 0 || height < 0 || sum != (long) width * height) {
      throw new IllegalArgumentException(
          "runs: " + sum + " px (expected: " + width + " x " + height + ")");
    }
  }

  /**
   * The mask of something that was found in a frame. Each pixel of the submitted image takes the
   * value of the frame's pixel under its middle.
   *
   * @param inside {@link PixelFormat#GRAY8}; 128 and more belong to it
   * @param toSubmitted from pixels of {@code inside}, as {@link Frame#toSubmitted()}
   */
  public static Mask of(
      String className, int classId, float confidence, Raster inside, Transform toSubmitted) {
    Box around = toSubmitted.apply(new Box(0, 0, inside.width(), inside.height()));
    int left = (int) Math.floor(around.x());
    int top = (int) Math.floor(around.y());
    int width = (int) Math.ceil(around.right()) - left;
    int height = (int) Math.ceil(around.bottom()) - top;
    Transform back = toSubmitted.inverse();
    List<Integer> runs = new ArrayList<>();
    boolean last = false;
    int length = 0;
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        boolean now = isInside(inside, back, x + 0.5, y + 0.5);
        if (now != last) {
          runs.add(length);
          length = 0;
          last = now;
        }
        length++;
      }
    }
    runs.add(length);
    return new Mask(className, classId, confidence, left, top, width, height, runs, Origin.UNKNOWN);
  }

  private static boolean isInside(Raster raster, Transform back, double x, double y) {
    int column = (int) Math.floor(back.xx() * x + back.xy() * y + back.x0());
    int row = (int) Math.floor(back.yx() * x + back.yy() * y + back.y0());
    return column >= 0
        && row >= 0
        && column < raster.width()
        && row < raster.height()
        && (raster.pixels().get(ValueLayout.JAVA_BYTE, raster.offset(column, row)) & 0xFF)
            >= INSIDE_FROM;
  }

  /** Whether a pixel of the submitted image belongs to it. */
  public boolean covers(int x, int y) {
    if (x < left || y < top || x >= left + width || y >= top + height) {
      return false;
    }
    long place = (long) (y - top) * width + (x - left);
    boolean inside = false;
    for (int run : runs) {
      if (place < run) {
        return inside;
      }
      place -= run;
      inside = !inside;
    }
    return false;
  }

  /** How many pixels of the submitted image belong to it. */
  public long area() {
    long area = 0;
    for (int i = 1; i < runs.size(); i += 2) {
      area += runs.get(i);
    }
    return area;
  }

  @Override
  public Mask from(Origin other) {
    return new Mask(className, classId, confidence, left, top, width, height, runs, other);
  }
}
