package com.imageflowcanvas.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TransformTest {
  @Test
  void firstIsAppliedBeforeTheSecond() {
    Transform cropThenScale = Transform.scale(2, 3).after(Transform.translate(10, 20));
    assertThat(cropThenScale.apply(new Box(1, 2, 3, 4))).isEqualTo(new Box(22, 66, 6, 12));
  }

  @Test
  void inverseLeadsBack() {
    Transform there = new Transform(0, -2, 30, 0.5, 0, 7);
    Transform both = there.inverse().after(there);
    Box box = both.apply(new Box(3, 4, 5, 6));
    assertThat(box.iou(new Box(3, 4, 5, 6))).isGreaterThan(0.999999);
  }

  @Test
  void flatMapHasNoInverse() {
    assertThatThrownBy(() -> Transform.scale(0, 1).inverse())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void overlapIsMeasuredAgainstTheUnion() {
    assertThat(new Box(0, 0, 2, 2).iou(new Box(1, 0, 2, 2))).isEqualTo(2.0 / 6);
    assertThat(new Box(0, 0, 2, 2).iou(new Box(2, 2, 1, 1))).isZero();
  }

  @Test
  void boxIsClippedToTheImage() {
    assertThat(new Box(-5, -5, 20, 8).clip(10, 10)).isEqualTo(new Box(0, 0, 10, 3));
    assertThat(new Box(50, 50, 5, 5).clip(10, 10).area()).isZero();
  }
}
