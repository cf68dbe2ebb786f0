package com.imageflowcanvas.opencv.sample;

/**
 * Somebody who looks into the camera.
 *
 * @param x middle of the face, px
 * @param y middle of the face, px
 * @param size half the width of the face, px
 * @param skin 0xRRGGBB, like the other colors
 */
record Person(
    double x, double y, double size, int skin, int hair, int shirt, int eyes, HairCut cut) {

  /** How the hair falls. */
  enum HairCut {
    SHORT,
    LONG,
    BUN
  }

  void paint(Canvas canvas) {
    if (cut == HairCut.LONG) {
      canvas.fill(blob(0, -0.05, 1.28, 1.55), Brush.solid(Brush.darker(hair, 0.25)));
      canvas.fill(rectangle(-1.22, 0.1, 1.22, 1.75), Brush.soft(Brush.darker(hair, 0.25), 1, 6));
    }
    paintBody(canvas);
    paintHead(canvas);
    for (int side = -1; side <= 1; side += 2) {
      paintEye(canvas, side);
    }
    paintNoseAndMouth(canvas);
    paintHair(canvas);
  }

  private void paintBody(Canvas canvas) {
    int dark = Brush.darker(shirt, 0.3);
    Outline body =
        smooth(
            -0.5, 1.5, -1.1, 1.8, -2.0, 2.05, -2.45, 2.9, -2.6, 6.5, 2.6, 6.5, 2.45, 2.9, 2.0, 2.05,
            1.1, 1.8, 0.5, 1.5);
    canvas.fill(body, Brush.solid(shirt));
    canvas.mask(body);
    canvas.fill(blob(-2.2, 4.4, 0.55, 2.4), Brush.soft(dark, 0.55, 12));
    canvas.fill(blob(2.2, 4.4, 0.55, 2.4), Brush.soft(dark, 0.55, 12));
    canvas.fill(blob(0, 3.4, 0.9, 1.2), Brush.soft(Brush.lighter(shirt, 0.35), 0.35, 18));
    canvas.unmask();
    canvas.fill(
        smooth(-0.46, 0.9, -0.5, 1.5, -0.75, 1.85, 0, 2.25, 0.75, 1.85, 0.5, 1.5, 0.46, 0.9),
        Brush.solid(Brush.darker(skin, 0.12)));
    canvas.fill(blob(0, 1.32, 0.52, 0.3), Brush.soft(Brush.darker(skin, 0.45), 0.6, 5));
    canvas.stroke(
        Outline.smooth(false, place(-0.8, 1.8, -0.4, 2.2, 0, 2.33, 0.4, 2.2, 0.8, 1.8)),
        size * 0.1,
        Brush.solid(dark));
  }

  private void paintHead(Canvas canvas) {
    int shadow = Brush.darker(skin, 0.35);
    for (int side = -1; side <= 1; side += 2) {
      if (cut != HairCut.LONG) {
        canvas.fill(blob(side * 1.0, 0.12, 0.17, 0.3), Brush.solid(Brush.darker(skin, 0.1)));
        canvas.fill(blob(side * 1.02, 0.14, 0.09, 0.18), Brush.soft(shadow, 0.6, 2));
      }
    }
    Outline face =
        smooth(
            0, -1.35, -0.7, -1.15, -0.98, -0.45, -0.96, 0.3, -0.74, 0.88, -0.36, 1.28, 0, 1.38,
            0.36, 1.28, 0.74, 0.88, 0.96, 0.3, 0.98, -0.45, 0.7, -1.15);
    canvas.fill(face, Brush.solid(skin));
    canvas.mask(face);
    // light from above in the middle, shade along the sides
    canvas.fill(blob(-0.92, 0.3, 0.2, 0.8), Brush.soft(shadow, 0.5, size * 0.12));
    canvas.fill(blob(0.92, 0.3, 0.2, 0.8), Brush.soft(shadow, 0.5, size * 0.12));
    canvas.fill(blob(0, 1.3, 0.6, 0.16), Brush.soft(shadow, 0.4, size * 0.1));
    canvas.fill(blob(0, -0.62, 0.6, 0.28), Brush.soft(Brush.lighter(skin, 0.5), 0.6, size * 0.14));
    for (int side = -1; side <= 1; side += 2) {
      canvas.fill(
          blob(side * 0.5, 0.42, 0.26, 0.2),
          Brush.soft(Brush.lighter(skin, 0.45), 0.65, size * 0.1));
      canvas.fill(blob(side * 0.55, 0.52, 0.22, 0.15), Brush.soft(0xE0605A, 0.28, size * 0.09));
      canvas.fill(
          blob(side * 0.43, -0.16, 0.34, 0.22),
          Brush.soft(Brush.darker(skin, 0.5), 0.62, size * 0.08));
    }
    canvas.unmask();
  }

  private void paintEye(Canvas canvas, int side) {
    double middle = side * 0.42;
    Outline eye =
        smooth(
            middle - 0.24,
            -0.1,
            middle - 0.1,
            -0.21,
            middle + 0.1,
            -0.21,
            middle + 0.24,
            -0.1,
            middle + 0.1,
            -0.01,
            middle - 0.1,
            -0.01);
    canvas.fill(eye, Brush.solid(0xF4F0EA));
    canvas.fill(blob(middle, -0.11, 0.125, 0.125), Brush.solid(Brush.darker(eyes, 0.35)));
    canvas.fill(blob(middle, -0.1, 0.1, 0.1), Brush.solid(eyes));
    canvas.fill(blob(middle, -0.11, 0.058, 0.058), Brush.solid(0x0C0808));
    canvas.fill(blob(middle + 0.04, -0.15, 0.028, 0.028), Brush.solid(0xFFFFFF));
    canvas.stroke(
        Outline.smooth(
            false,
            place(
                middle - 0.26,
                -0.08,
                middle - 0.1,
                -0.22,
                middle + 0.1,
                -0.22,
                middle + 0.26,
                -0.08)),
        size * 0.06,
        Brush.solid(0x2A1A14));
    canvas.stroke(
        Outline.smooth(
            false,
            place(
                middle - 0.3,
                -0.38 - side * 0.02,
                middle - 0.1,
                -0.47,
                middle + 0.1,
                -0.47,
                middle + 0.3,
                -0.38 + side * 0.02)),
        size * 0.1,
        Brush.soft(Brush.darker(hair, 0.3), 0.95, 1));
  }

  private void paintNoseAndMouth(Canvas canvas) {
    int shadow = Brush.darker(skin, 0.42);
    canvas.fill(blob(0, 0.1, 0.08, 0.34), Brush.soft(Brush.lighter(skin, 0.55), 0.7, size * 0.05));
    canvas.fill(blob(0, 0.44, 0.2, 0.07), Brush.soft(shadow, 0.6, size * 0.04));
    for (int side = -1; side <= 1; side += 2) {
      canvas.fill(blob(side * 0.1, 0.42, 0.055, 0.03), Brush.soft(shadow, 0.9, 1));
    }
    canvas.fill(
        smooth(
            -0.4, 0.76, -0.16, 0.71, 0, 0.73, 0.16, 0.71, 0.4, 0.76, 0.2, 0.94, 0, 0.99, -0.2,
            0.94),
        Brush.solid(0xB4443F));
    canvas.fill(
        smooth(-0.31, 0.78, 0, 0.79, 0.31, 0.78, 0.14, 0.88, -0.14, 0.88), Brush.solid(0xFAF6F0));
    canvas.fill(blob(0, 1.07, 0.26, 0.05), Brush.soft(shadow, 0.5, size * 0.04));
  }

  private void paintHair(Canvas canvas) {
    switch (cut) {
      case SHORT ->
          canvas.fill(
              smooth(
                  -1.04, -0.25, -1.12, -0.85, -0.72, -1.5, 0.05, -1.66, 0.8, -1.46, 1.12, -0.85,
                  1.04, -0.25, 0.92, -0.62, 0.62, -0.92, 0.1, -0.86, -0.45, -1.0, -0.86, -0.7),
              Brush.solid(hair));
      case LONG ->
          canvas.fill(
              smooth(
                  -1.08, 0.5, -1.26, -0.5, -0.85, -1.45, 0, -1.68, 0.85, -1.45, 1.26, -0.5, 1.08,
                  0.5, 0.98, -0.3, 0.62, -0.85, 0.08, -1.12, -0.55, -0.8, -0.98, -0.3),
              Brush.solid(hair));
      case BUN -> {
        canvas.fill(blob(0, -1.78, 0.42, 0.36), Brush.solid(Brush.darker(hair, 0.15)));
        canvas.fill(
            smooth(
                -1.04, -0.1, -1.12, -0.7, -0.75, -1.42, 0, -1.6, 0.75, -1.42, 1.12, -0.7, 1.04,
                -0.1, 0.9, -0.6, 0.45, -1.0, 0, -1.06, -0.45, -1.0, -0.9, -0.6),
            Brush.solid(hair));
      }
    }
    Brush shine = Brush.soft(Brush.lighter(hair, 0.45), 0.5, size * 0.05);
    canvas.stroke(
        Outline.smooth(false, place(-0.6, -1.22, -0.2, -1.4, 0.3, -1.4)), size * 0.1, shine);
  }

  private Outline blob(double dx, double dy, double radiusX, double radiusY) {
    return Outline.ellipse(x + dx * size, y + dy * size, radiusX * size, radiusY * size);
  }

  private Outline rectangle(double left, double top, double right, double bottom) {
    return new Outline(place(left, top, right, top, right, bottom, left, bottom));
  }

  private Outline smooth(double... around) {
    return Outline.smooth(true, place(around));
  }

  /** From half faces around the middle of the face to px of the picture. */
  private double[] place(double... parts) {
    double[] placed = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      placed[i] = (i % 2 == 0 ? x : y) + parts[i] * size;
    }
    return placed;
  }
}
