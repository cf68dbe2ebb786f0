package com.imageflowcanvas.opencv.sample;

import java.util.List;
import java.util.SplittableRandom;

/** Three people in a park in the evening sun. */
final class GroupPortrait {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;
  private static final long SEED = 20_261_123;

  private static final List<Person> PEOPLE =
      List.of(
          new Person(300, 345, 100, 0xE8B48C, 0x4A2C1A, 0x2F6E8F, 0x5B4630, Person.HairCut.SHORT),
          new Person(985, 350, 98, 0xC98F66, 0x1E1614, 0xC8503C, 0x3A2618, Person.HairCut.BUN),
          new Person(645, 310, 104, 0xF0C4A2, 0x8A4A22, 0xE3B23C, 0x4E7A5E, Person.HairCut.LONG));

  private GroupPortrait() {}

  static byte[] paint() {
    try (Canvas canvas = new Canvas(WIDTH, HEIGHT)) {
      paintPark(canvas);
      canvas.blurAll(5);
      paintLights(canvas);
      for (Person person : PEOPLE) {
        person.paint(canvas);
      }
      return canvas.toJpeg(SEED);
    }
  }

  private static void paintPark(Canvas canvas) {
    canvas.gradient(0x6FA8D6, 0xF6D9AE, 0, 430);
    canvas.gradient(0x93A85A, 0x4F7A3A, 430, HEIGHT);
    canvas.fill(Outline.ellipse(1040, 150, 90, 90), Brush.soft(0xFFF2C8, 0.9, 40));
    canvas.fill(
        Outline.smooth(
            true, -60, 460, 120, 350, 330, 400, 560, 330, 800, 395, 1040, 340, 1360, 410, 1360,
            470),
        Brush.soft(0x7E97A8, 1, 3));
    SplittableRandom random = new SplittableRandom(SEED);
    for (int tree = 0; tree < 14; tree++) {
      paintTree(canvas, random, tree * 102 - 30 + random.nextInt(40), 420 + random.nextInt(40));
    }
  }

  private static void paintTree(Canvas canvas, SplittableRandom random, double x, double foot) {
    canvas.fill(Outline.rectangle(x - 8, foot - 110, x + 8, foot + 20), Brush.solid(0x4B3A2C));
    int green = Brush.mix(0x2F5E2C, 0x9A8A2E, random.nextDouble());
    for (int leaf = 0; leaf < 26; leaf++) {
      double angle = random.nextDouble(2 * Math.PI);
      double reach = random.nextDouble(62);
      double size = 16 + random.nextDouble(26);
      int tone =
          Brush.mix(Brush.darker(green, 0.3), Brush.lighter(green, 0.3), random.nextDouble());
      canvas.fill(
          Outline.ellipse(
              x + reach * Math.cos(angle), foot - 150 + reach * Math.sin(angle), size, size * 0.8),
          Brush.soft(tone, 0.95, 1));
    }
  }

  /** Spots of light that a lens makes of what is far out of focus. */
  private static void paintLights(Canvas canvas) {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    for (int light = 0; light < 46; light++) {
      double radius = 8 + random.nextDouble(24);
      canvas.fill(
          Outline.ellipse(random.nextDouble(WIDTH), random.nextDouble(430), radius, radius),
          Brush.soft(Brush.mix(0xFFE7A8, 0xFFFFFF, random.nextDouble()), 0.16, 1.5));
    }
  }
}
