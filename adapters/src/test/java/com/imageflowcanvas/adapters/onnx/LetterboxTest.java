package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Size;
import org.junit.jupiter.api.Test;

class LetterboxTest {
  private static final Size SQUARE = new Size(640, 640);

  @Test
  void wideImageLiesInTheMiddleBetweenBordersAboveAndBelow() {
    Letterbox box = Letterbox.centred(new Size(1280, 721), SQUARE);
    assertThat(box.scaled()).isEqualTo(new Size(640, 361));
    assertThat(box.left()).isZero();
    assertThat(box.top()).isEqualTo(139);
  }

  @Test
  void yoloxPutsTheImageAtTheTopLeft() {
    Letterbox box = Letterbox.topLeft(new Size(640, 480), new Size(416, 416));
    assertThat(box).isEqualTo(new Letterbox(new Size(640, 480), new Size(416, 312), 0, 0));
  }

  @Test
  void smallImageIsScaledUp() {
    assertThat(Letterbox.centred(new Size(32, 64), SQUARE).scaled()).isEqualTo(new Size(320, 640));
  }

  @Test
  void thinImageKeepsAPixel() {
    assertThat(Letterbox.centred(new Size(16384, 1), SQUARE).scaled()).isEqualTo(new Size(640, 1));
    assertThat(Letterbox.topLeft(new Size(1, 16384), SQUARE).scaled()).isEqualTo(new Size(1, 640));
  }

  @Test
  void boxesComeBackInPixelsOfTheImage() {
    Letterbox box = Letterbox.centred(new Size(1280, 640), SQUARE);
    Box whole = box.toSource(0, 160, 640, 480);
    assertThat(whole).isEqualTo(new Box(0, 0, 1280, 640));
    Box part = box.toSource(100, 200, 110, 220);
    assertThat(part.x()).isEqualTo(200, within(1e-9));
    assertThat(part.y()).isEqualTo(80, within(1e-9));
    assertThat(part.width()).isEqualTo(20, within(1e-9));
    assertThat(part.height()).isEqualTo(40, within(1e-9));
  }

  @Test
  void boxesAreClippedToTheImage() {
    Letterbox box = Letterbox.centred(new Size(1280, 640), SQUARE);
    assertThat(box.toSource(-50, 0, 1000, 1000)).isEqualTo(new Box(0, 0, 1280, 640));
    assertThat(box.toSource(0, 0, 640, 100).area()).isZero();
  }
}
