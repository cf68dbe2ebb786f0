package com.imageflowcanvas.opencv.sample;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A market stall with a striped awning and crates of fruit.
 *
 * @param left px
 * @param width px
 * @param stripes 0xRRGGBB of every other stripe
 * @param fruit 0xRRGGBB of what lies in the crates, from left to right
 */
record Stall(double left, double width, int stripes, List<Integer> fruit) {
  private static final double AWNING_TOP = 372;
  private static final double AWNING_EDGE = 456;
  private static final double TABLE = 590;
  private static final double FOOT = 728;
  private static final int STRIPES = 12;

  void paint(Canvas canvas, SplittableRandom random) {
    canvas.fill(
        Outline.ellipse(left + width / 2, FOOT + 6, width * 0.56, 20),
        Brush.soft(0x14100C, 0.6, 9));
    for (double pole : new double[] {left + 8, left + width - 8}) {
      canvas.fill(
          Outline.rectangle(pole - 5, AWNING_EDGE - 20, pole + 5, FOOT), Brush.solid(0x6E4A2E));
      canvas.fill(
          Outline.rectangle(pole - 4, AWNING_EDGE - 20, pole - 1, FOOT),
          Brush.soft(0xC79A6A, 0.7, 1));
    }
    canvas.fill(
        Outline.rectangle(left + 8, AWNING_EDGE, left + width - 8, TABLE),
        Brush.soft(0x1E1712, 0.62, 5));
    paintTable(canvas);
    double crate = (width - 40) / fruit.size();
    for (int i = 0; i < fruit.size(); i++) {
      paintCrate(canvas, random, left + 20 + i * crate, crate - 8, fruit.get(i));
    }
    paintAwning(canvas);
  }

  private void paintTable(Canvas canvas) {
    canvas.fill(
        Outline.rectangle(left - 6, TABLE, left + width + 6, TABLE + 16), Brush.solid(0xA87848));
    canvas.fill(Outline.rectangle(left, TABLE + 16, left + width, FOOT - 8), Brush.solid(0x8A5E38));
    for (int board = 0; board < 10; board++) {
      double x = left + board * width / 10;
      canvas.fill(
          Outline.rectangle(x, TABLE + 16, x + width / 10 - 2, FOOT - 8),
          Brush.soft(board % 2 == 0 ? 0x9C6C42 : 0x7C5230, 0.8, 0.7));
    }
    canvas.fill(
        Outline.rectangle(left, TABLE + 16, left + width, TABLE + 34),
        Brush.soft(0x1E120A, 0.5, 5));
  }

  private static void paintCrate(
      Canvas canvas, SplittableRandom random, double x, double wide, int color) {
    double radius = 12.5;
    for (int row = 0; row < 4; row++) {
      double y = TABLE - 62 + row * 13;
      double inset = (3 - row) * 7;
      for (double at = x + radius + inset; at <= x + wide - radius - inset; at += radius * 1.72) {
        paintFruit(
            canvas, random, at + random.nextDouble(3), y + random.nextDouble(3), radius, color);
      }
    }
    for (int slat = 0; slat < 2; slat++) {
      double y = TABLE - 24 + slat * 13;
      canvas.fill(Outline.rectangle(x, y, x + wide, y + 11), Brush.solid(0xD2A56C));
      canvas.stroke(new Outline(x, y + 10, x + wide, y + 10), 1.5, Brush.soft(0x6E4A2A, 0.8, 0.5));
    }
  }

  private static void paintFruit(
      Canvas canvas, SplittableRandom random, double x, double y, double radius, int color) {
    int tone =
        Brush.mix(Brush.darker(color, 0.18), Brush.lighter(color, 0.12), random.nextDouble());
    canvas.fill(Outline.ellipse(x, y, radius, radius), Brush.solid(Brush.darker(tone, 0.35)));
    canvas.fill(Outline.ellipse(x - 1, y - 1, radius - 2, radius - 2), Brush.soft(tone, 1, 1.2));
    canvas.fill(
        Outline.ellipse(x - 3.5, y - 4, 3.6, 3), Brush.soft(Brush.lighter(tone, 0.7), 0.85, 1));
  }

  private void paintAwning(Canvas canvas) {
    double stripe = (width + 44) / STRIPES;
    double inner = (width - 20) / STRIPES;
    for (int i = 0; i < STRIPES; i++) {
      double topLeft = left + 10 + i * inner;
      double edge = left - 22 + i * stripe;
      int color = i % 2 == 0 ? stripes : 0xF7F1E6;
      canvas.fill(
          new Outline(
              topLeft,
              AWNING_TOP,
              topLeft + inner,
              AWNING_TOP,
              edge + stripe,
              AWNING_EDGE,
              edge,
              AWNING_EDGE),
          Brush.solid(color));
      canvas.fill(
          Outline.arc(edge + stripe / 2, AWNING_EDGE, stripe / 2, 18, 0, 180), Brush.solid(color));
      canvas.fill(
          Outline.arc(edge + stripe / 2, AWNING_EDGE, stripe / 2, 18, 0, 180),
          Brush.soft(0x1A1410, 0.22, 1));
    }
    canvas.fill(
        new Outline(
            left + 10,
            AWNING_TOP,
            left + width - 10,
            AWNING_TOP,
            left + width - 4,
            AWNING_TOP + 22,
            left + 4,
            AWNING_TOP + 22),
        Brush.soft(0xFFFFFF, 0.3, 6));
  }
}
