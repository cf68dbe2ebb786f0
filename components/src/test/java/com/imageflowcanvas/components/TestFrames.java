package com.imageflowcanvas.components;

import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.testkit.Rasters;
import java.time.Instant;
import java.util.List;

/** Frames for tests of components. */
public final class TestFrames {
  private TestFrames() {}

  /** A submitted image, with nothing found in it. */
  public static Frame of(Raster image) {
    return new Frame(image, Annotations.NONE, Transform.IDENTITY, Instant.EPOCH);
  }

  /** A submitted image of random-looking pixels. */
  public static Frame noise(int width, int height) {
    return of(Rasters.drawn(width, height, TestFrames::scrambled));
  }

  /** The same with things found in it. */
  public static Frame withFound(Frame frame, Detection... found) {
    return frame.withDetections(List.of(found));
  }

  public static Detection found(String name, int id, double confidence, Box box) {
    return new Detection(name, id, (float) confidence, box);
  }

  private static int scrambled(int x, int y) {
    int mixed = (x * 73_856_093) ^ (y * 19_349_663);
    mixed ^= mixed >>> 13;
    return (mixed * 0x5bd1e995) >>> 8;
  }
}
