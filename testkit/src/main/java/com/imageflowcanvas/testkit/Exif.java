package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.Orientation;
import java.nio.ByteOrder;

/** A block of EXIF that tells an orientation and nothing else. */
final class Exif {
  private static final int ORIENTATION = 274;
  private static final int SHORT = 3;

  private Exif() {}

  static byte[] block(Orientation orientation) {
    return new ByteWriter(ByteOrder.BIG_ENDIAN)
        .text("MM")
        .u16(42)
        .u32(8)
        .u16(1, ORIENTATION, SHORT)
        .u32(1)
        .u16(orientation.exif(), 0)
        .u32(0)
        .toBytes();
  }
}
