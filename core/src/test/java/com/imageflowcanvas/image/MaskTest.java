package com.imageflowcanvas.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskTest {
  @Test
  void maskOfAShrunkFrameCoversPixelsOfTheSubmittedImage() {
    // the right half of a frame of 4 x 2 px, which is half as large as what was submitted
    Mask mask = Mask.of("sky", 3, 0.5f, rightHalf(4, 2), Transform.scale(2, 2));
    assertThat(mask.width()).isEqualTo(8);
    assertThat(mask.height()).isEqualTo(4);
    assertThat(mask.area()).isEqualTo(16);
    assertThat(mask.covers(3, 1)).isFalse();
    assertThat(mask.covers(4, 0)).isTrue();
    assertThat(mask.covers(7, 3)).isTrue();
    assertThat(mask.covers(8, 3)).isFalse();
    assertThat(mask.runs()).containsExactly(4, 4, 4, 4, 4, 4, 4, 4);
  }

  @Test
  void maskOfACutOutLiesWhereThatWasCut() {
    Mask mask = Mask.of("sky", 3, 0.5f, rightHalf(2, 2), Transform.translate(10, 20));
    assertThat(mask.left()).isEqualTo(10);
    assertThat(mask.covers(10, 20)).isFalse();
    assertThat(mask.covers(11, 21)).isTrue();
  }

  @Test
  void runsThatDoNotFillTheMaskAreRefused() {
    assertThatThrownBy(() -> new Mask("sky", 0, 1, 0, 0, 2, 2, List.of(1, 2), Origin.UNKNOWN))
        .hasMessage("runs: 3 px (expected: 2 x 2)");
  }

  @Test
  void onlyAnnotationsOfUnknownOriginAreSigned() {
    Origin one = Origin.of("one", java.util.Optional.empty());
    Origin two = Origin.of("two", java.util.Optional.of("model"));
    Annotations said =
        Annotations.NONE
            .plus(List.of(new Text("A 1", 1, new Box(0, 0, 1, 1))))
            .from(one)
            .plus(List.of(new Verdict("dents", true, 0, "dents: 0 (expected: 0)")))
            .from(two);
    assertThat(said.texts().getFirst().origin()).isEqualTo(one);
    assertThat(said.verdicts().getFirst().origin()).isEqualTo(two);
    assertThat(said.from(one)).isSameAs(said);
  }

  private static Raster rightHalf(int width, int height) {
    Raster raster =
        new Raster(
            width, height, PixelFormat.GRAY8, Arena.ofAuto().allocate((long) width * height));
    for (int y = 0; y < height; y++) {
      for (int x = width / 2; x < width; x++) {
        raster.pixels().set(ValueLayout.JAVA_BYTE, raster.offset(x, y), (byte) 200);
      }
    }
    return raster;
  }
}
