package com.imageflowcanvas.components.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.components.TestFrames;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlurRegionsTest {
  private static final ParameterSchema<BlurRegions.Params> SCHEMA =
      ParameterSchema.of(BlurRegions.Params.class);
  private static final Box MIDDLE = new Box(40, 40, 60, 60);

  @Test
  void whatLiesOutsideTheRegionStaysAsItIs() throws InterruptedException {
    Frame input = face(TestFrames.noise(150, 150), MIDDLE);
    Raster result = apply(input, Map.of("margin", 10)).image();
    for (int y = 0; y < 150; y++) {
      for (int x = 0; x < 150; x++) {
        boolean hidden = x >= 34 && x < 106 && y >= 34 && y < 106;
        if (!hidden) {
          assertThat(Rasters.rgb(result, x, y)).isEqualTo(Rasters.rgb(input.image(), x, y));
        }
      }
    }
  }

  @Test
  void pixelatedRegionKeepsOnlyThePromisedCells() throws InterruptedException {
    Raster result =
        apply(
                face(TestFrames.noise(150, 150), MIDDLE),
                Map.of("mode", "pixelate", "margin", 0, "strength", 8))
            .image();
    assertThat(colors(result, 40, 40, 100, 100)).hasSizeLessThanOrEqualTo(36);
  }

  @Test
  void blurredRegionIsSmooth() throws InterruptedException {
    Raster result = apply(face(TestFrames.noise(150, 150), MIDDLE), Map.of("margin", 0)).image();
    for (int y = 41; y < 99; y++) {
      for (int x = 41; x < 99; x++) {
        int right = Rasters.rgb(result, x + 1, y);
        assertThat(Rasters.distance(Rasters.rgb(result, x, y), right)).isLessThan(24);
      }
    }
  }

  @Test
  void filledRegionHasOneColor() throws InterruptedException {
    Map<String, Object> fill = Map.of("mode", "fill", "color", "#FF8800", "margin", 0);
    Raster result = apply(face(TestFrames.noise(150, 150), MIDDLE), fill).image();
    assertThat(colors(result, 40, 40, 100, 100)).containsExactly(0xFF8800);
    assertThat(Rasters.rgb(result, 39, 50)).isNotEqualTo(0xFF8800);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8})
  void evenTheSmallestFaceDoesNotStayAsItIs(int side) throws InterruptedException {
    Frame input = face(TestFrames.noise(60, 60), new Box(20, 20, side, side));
    Raster result = apply(input, Map.of("margin", 50, "mode", "pixelate")).image();
    assertThat(colors(result, 20, 20, 20 + side, 20 + side)).hasSizeLessThan(side * side + 1);
    assertThat(Rasters.rgb(result, 20, 20)).isNotEqualTo(Rasters.rgb(input.image(), 20, 20));
  }

  @ParameterizedTest
  @CsvSource({"-20,-20,40,40", "140,140,50,50", "-10,70,300,10", "0,0,150,150", "149.5,3,0.2,9"})
  void boxesOverTheBorderAreClipped(double x, double y, double width, double height)
      throws InterruptedException {
    for (String mode : List.of("blur", "pixelate", "fill")) {
      Frame input = face(TestFrames.noise(150, 150), new Box(x, y, width, height));
      assertThat(Rasters.bytes(apply(input, Map.of("mode", mode)).image()))
          .isNotEqualTo(Rasters.bytes(input.image()));
    }
  }

  @Test
  void boxOutsideTheImageHidesNothing() throws InterruptedException {
    Frame input = face(TestFrames.noise(50, 50), new Box(80, 80, 10, 10));
    assertThat(Rasters.bytes(apply(input, Map.of()).image()))
        .isEqualTo(Rasters.bytes(input.image()));
  }

  @Test
  void onlyTheWantedClassesAreHidden() throws InterruptedException {
    Frame input =
        TestFrames.withFound(
            TestFrames.noise(100, 100),
            TestFrames.found("face", 0, 0.9, new Box(10, 10, 20, 20)),
            TestFrames.found("dog", 1, 0.9, new Box(60, 60, 20, 20)));
    Raster result = apply(input, Map.of("classes", "Face", "mode", "fill", "margin", 0)).image();
    assertThat(Rasters.rgb(result, 20, 20)).isZero();
    assertThat(Rasters.rgb(result, 70, 70)).isEqualTo(Rasters.rgb(input.image(), 70, 70));
    assertThat(apply(input, Map.of("classes", "cat"))).isSameAs(input);
  }

  @Test
  void boxesAreFoundAgainInAShrunkImage() throws InterruptedException {
    Frame found = face(TestFrames.noise(200, 200), new Box(100, 100, 50, 50));
    Frame shrunk = found.withImage(TestFrames.noise(100, 100).image(), Transform.scale(2, 2));
    Raster result = apply(shrunk, Map.of("mode", "fill", "margin", 0)).image();
    assertThat(Rasters.rgb(result, 50, 50)).isZero();
    assertThat(Rasters.rgb(result, 74, 74)).isZero();
    assertThat(Rasters.rgb(result, 75, 75)).isNotZero();
    assertThat(Rasters.rgb(result, 49, 49)).isNotZero();
  }

  private static Frame face(Frame frame, Box box) {
    return TestFrames.withFound(frame, TestFrames.found("face", 0, 0.9, box));
  }

  private static Frame apply(Frame input, Map<String, Object> values) throws InterruptedException {
    BlurRegions.Params params = SCHEMA.bind(values, "").value().orElseThrow();
    return new BlurRegions().apply(input, params, new TestStepContext());
  }

  private static Set<Integer> colors(Raster raster, int left, int top, int right, int bottom) {
    Set<Integer> colors = new HashSet<>();
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        colors.add(Rasters.rgb(raster, x, y));
      }
    }
    return colors;
  }
}
