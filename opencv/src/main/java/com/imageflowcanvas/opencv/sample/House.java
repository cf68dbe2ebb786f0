package com.imageflowcanvas.opencv.sample;

import java.util.SplittableRandom;

/**
 * A narrow house in a row.
 *
 * @param left px
 * @param width px
 * @param top where its wall ends below the roof, px
 * @param wall 0xRRGGBB
 */
record House(double left, double width, double top, int wall) {
  private static final double STREET = 506;
  private static final int[] SHUTTERS = {0x2E6B4F, 0x35557F, 0x7A2F2B, 0x4E4A46};

  void paint(Canvas canvas, SplittableRandom random) {
    double right = left + width;
    paintRoof(canvas, right);
    Outline front = Outline.rectangle(left, top, right, STREET);
    canvas.fill(front, Brush.solid(wall));
    canvas.mask(front);
    for (int patch = 0; patch < 30; patch++) {
      canvas.fill(
          Outline.ellipse(left + random.nextDouble(width), top + random.nextDouble(350), 30, 14),
          Brush.soft(
              random.nextBoolean() ? Brush.lighter(wall, 0.2) : Brush.darker(wall, 0.15), 0.3, 9));
    }
    canvas.fill(
        Outline.rectangle(right - 26, top, right, STREET),
        Brush.soft(Brush.darker(wall, 0.55), 0.55, 12));
    canvas.fill(Outline.rectangle(left, top, right, top + 14), Brush.soft(0x20140C, 0.5, 6));
    canvas.unmask();
    int shutter = SHUTTERS[random.nextInt(SHUTTERS.length)];
    for (double y = top + 34; y < STREET - 150; y += 96) {
      for (int column = 0; column < 3; column++) {
        paintWindow(canvas, left + width * (0.2 + 0.3 * column), y, shutter, random);
      }
    }
  }

  private void paintRoof(Canvas canvas, double right) {
    Outline roof =
        new Outline(
            left - 6, top + 4, left + 26, top - 70, right - 26, top - 70, right + 6, top + 4);
    canvas.fill(
        Outline.rectangle(right - 70, top - 112, right - 46, top - 50), Brush.solid(0x7B4A3A));
    canvas.fill(
        Outline.rectangle(right - 74, top - 118, right - 42, top - 108), Brush.solid(0x5A3428));
    canvas.fill(roof, Brush.solid(0x8E4B38));
    canvas.mask(roof);
    for (int row = 0; row < 8; row++) {
      double y = top - 66 + row * 9.5;
      for (double x = left - 6 + row % 2 * 6; x < right + 6; x += 12) {
        canvas.stroke(Outline.arc(x, y, 6, 7, 0, 180), 1.3, Brush.solid(0x5E2E22));
      }
    }
    canvas.unmask();
    canvas.fill(Outline.rectangle(left - 8, top, right + 8, top + 8), Brush.solid(0xEFE6D6));
  }

  private static void paintWindow(
      Canvas canvas, double x, double y, int shutter, SplittableRandom random) {
    canvas.fill(Outline.rectangle(x - 21, y - 4, x + 21, y + 62), Brush.solid(0xF2EADB));
    canvas.fill(Outline.rectangle(x - 17, y, x + 17, y + 58), Brush.solid(0x2C3F52));
    canvas.fill(
        new Outline(x - 17, y + 30, x + 10, y, x + 17, y, x + 17, y + 12, x - 17, y + 50),
        Brush.soft(0x9CC4E4, 0.5, 1.5));
    canvas.stroke(new Outline(x, y, x, y + 58), 2.5, Brush.solid(0xF2EADB));
    canvas.stroke(new Outline(x - 17, y + 24, x + 17, y + 24), 2.5, Brush.solid(0xF2EADB));
    for (int side = -1; side <= 1; side += 2) {
      double inner = x + side * 21;
      double outer = x + side * 33;
      canvas.fill(
          Outline.rectangle(Math.min(inner, outer), y - 2, Math.max(inner, outer), y + 60),
          Brush.solid(shutter));
      for (int slat = 0; slat < 10; slat++) {
        canvas.stroke(
            new Outline(inner + side * 2, y + 4 + slat * 5.5, outer - side * 2, y + 4 + slat * 5.5),
            1,
            Brush.solid(Brush.darker(shutter, 0.4)));
      }
    }
    paintFlowers(canvas, x, y + 64, random);
  }

  private static void paintFlowers(Canvas canvas, double x, double y, SplittableRandom random) {
    for (int leaf = 0; leaf < 14; leaf++) {
      canvas.fill(
          Outline.ellipse(x - 22 + random.nextDouble(44), y - 4 + random.nextDouble(6), 4, 3),
          Brush.solid(Brush.mix(0x3C7A2E, 0x6FA63F, random.nextDouble())));
    }
    int[] colors = {0xE8425A, 0xF7B733, 0xE86FB0};
    int color = colors[random.nextInt(colors.length)];
    for (int flower = 0; flower < 9; flower++) {
      canvas.fill(
          Outline.ellipse(x - 22 + random.nextDouble(44), y - 7 + random.nextDouble(7), 2.6, 2.6),
          Brush.solid(color));
    }
    canvas.fill(Outline.rectangle(x - 24, y, x + 24, y + 8), Brush.solid(0x6B4630));
  }
}
