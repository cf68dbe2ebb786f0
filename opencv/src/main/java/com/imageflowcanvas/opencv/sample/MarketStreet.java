package com.imageflowcanvas.opencv.sample;

import java.util.List;
import java.util.SplittableRandom;

/** Narrow houses, bunting, and stalls full of fruit on a cobbled street. */
final class MarketStreet {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;
  private static final int PAVEMENT = 500;
  private static final long SEED = 1_904_202_604;
  private static final int[] WALLS = {0xD9A45B, 0xB85C48, 0x7FA8A0, 0xE7CFA0, 0x8C7BA6, 0xC97F5E};
  private static final int[] FLAGS = {0xE4433F, 0xF6C23E, 0x3E8EDE, 0x4CAF6D, 0xF28C3A, 0xFFFFFF};

  private MarketStreet() {}

  static byte[] paint() {
    SplittableRandom random = new SplittableRandom(SEED);
    try (Canvas canvas = new Canvas(WIDTH, HEIGHT)) {
      paintSky(canvas, random);
      for (int i = 0; i < WALLS.length; i++) {
        new House(i * 216 - 8, 224, 150 + random.nextInt(90), WALLS[i]).paint(canvas, random);
      }
      paintCobbles(canvas, random);
      paintBunting(canvas, -20, 130, 1300, 170, 150);
      paintBunting(canvas, -20, 250, 1300, 200, 120);
      new Stall(60, 340, 0xD8453C, List.of(0xE23B2E, 0xF39A1E, 0x7FB53A)).paint(canvas, random);
      new Stall(480, 340, 0x2F7FB8, List.of(0xF6D433, 0x6B3FA0, 0xE8862E)).paint(canvas, random);
      new Stall(900, 340, 0x3F9A5A, List.of(0x5E9F38, 0xD9304F, 0xF2B62C)).paint(canvas, random);
      return canvas.toJpeg(SEED);
    }
  }

  private static void paintSky(Canvas canvas, SplittableRandom random) {
    canvas.gradient(0x4F93D8, 0xD6E9F5, 0, PAVEMENT);
    for (int puff = 0; puff < 40; puff++) {
      double x = 180 + puff / 10 * 320 + random.nextDouble(150);
      canvas.fill(
          Outline.ellipse(x, 40 + random.nextDouble(50), 40 + random.nextDouble(40), 18),
          Brush.soft(0xFFFFFF, 0.55, 8));
    }
  }

  /** Rows of stones that grow towards the viewer. */
  private static void paintCobbles(Canvas canvas, SplittableRandom random) {
    canvas.gradient(0x6C6258, 0x4A443E, PAVEMENT, HEIGHT);
    double row = 7;
    for (double y = PAVEMENT; y < HEIGHT + row; y += row) {
      double wide = row * 2.1;
      for (double x = -random.nextDouble(wide); x < WIDTH + wide; x += wide) {
        int tone = Brush.mix(0x8C8073, 0xB3A796, random.nextDouble());
        canvas.fill(Outline.ellipse(x, y + row / 2, wide * 0.46, row * 0.43), Brush.solid(tone));
        canvas.fill(
            Outline.ellipse(x - wide * 0.08, y + row * 0.36, wide * 0.28, row * 0.18),
            Brush.soft(Brush.lighter(tone, 0.35), 0.5, 1));
      }
      row *= 1.09;
    }
    canvas.fill(
        Outline.rectangle(-20, PAVEMENT - 4, WIDTH + 20, PAVEMENT + 40),
        Brush.soft(0x2A2420, 0.45, 14));
  }

  /** A slack string with flags. */
  private static void paintBunting(
      Canvas canvas, double left, double leftY, double right, double rightY, double slack) {
    Outline string =
        Outline.smooth(
            false, left, leftY, (left + right) / 2, (leftY + rightY) / 2 + slack, right, rightY);
    double[] at = string.xy();
    int flags = 32;
    for (int flag = 0; flag < flags; flag++) {
      int from = 2 * (flag * (at.length / 2 - 1) / flags);
      int to = 2 * ((flag + 1) * (at.length / 2 - 1) / flags);
      double middle = (at[from] + at[to]) / 2;
      double low = (at[from + 1] + at[to + 1]) / 2 + 36;
      int color = FLAGS[flag % FLAGS.length];
      canvas.fill(
          new Outline(at[from] + 3, at[from + 1], at[to] - 3, at[to + 1], middle, low),
          Brush.solid(color));
      canvas.fill(
          new Outline(middle, (at[from + 1] + at[to + 1]) / 2, at[to] - 3, at[to + 1], middle, low),
          Brush.soft(Brush.darker(color, 0.3), 0.5, 0.5));
    }
    canvas.stroke(string, 2, Brush.solid(0x3A332C));
  }
}
