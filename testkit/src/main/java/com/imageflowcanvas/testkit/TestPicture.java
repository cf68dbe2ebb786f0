package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.Orientation;
import java.awt.image.BufferedImage;

/** The picture on all test images: four quarters, red, green, blue and yellow, 64x48 px. */
final class TestPicture {
  static final int WIDTH = 64;
  static final int HEIGHT = 48;
  static final int RED = 0xDC1E1E;
  static final int GREEN = 0x1EB41E;
  static final int BLUE = 0x1E1EDC;
  static final int YELLOW = 0xE6D21E;

  private TestPicture() {}

  static int rgb(int x, int y) {
    if (y < HEIGHT / 2) {
      return x < WIDTH / 2 ? RED : GREEN;
    }
    return x < WIDTH / 2 ? BLUE : YELLOW;
  }

  /** Half seen through in the bottom left quarter, not there at all in the bottom right one. */
  static int alpha(int x, int y) {
    if (y < HEIGHT / 2) {
      return 255;
    }
    return x < WIDTH / 2 ? 128 : 0;
  }

  /** Luma of ITU-R BT.601, as all these formats define grey. */
  static int grey(int rgb) {
    return (int) Math.round(0.299 * (rgb >> 16) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255));
  }

  static int greyRgb(int rgb) {
    return grey(rgb) * 0x010101;
  }

  static BufferedImage image(int type) {
    return image(type, Orientation.UPRIGHT);
  }

  /** The picture as a camera held that way stores it. */
  static BufferedImage image(int type, Orientation orientation) {
    boolean swap = orientation.swapsSides();
    int width = swap ? HEIGHT : WIDTH;
    int height = swap ? WIDTH : HEIGHT;
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xFF000000 | stored(orientation, x, y));
      }
    }
    return image;
  }

  /** What is stored at a place; EXIF 2.32, table of the tag Orientation. */
  private static int stored(Orientation orientation, int x, int y) {
    int right = WIDTH - 1;
    int bottom = HEIGHT - 1;
    return switch (orientation) {
      case UPRIGHT -> rgb(x, y);
      case MIRRORED -> rgb(right - x, y);
      case ROTATED_180 -> rgb(right - x, bottom - y);
      case FLIPPED -> rgb(x, bottom - y);
      case TRANSPOSED -> rgb(y, x);
      case ROTATED_90 -> rgb(right - y, x);
      case TRANSVERSED -> rgb(right - y, bottom - x);
      case ROTATED_270 -> rgb(y, bottom - x);
    };
  }
}
