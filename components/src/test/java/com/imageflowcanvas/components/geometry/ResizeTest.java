package com.imageflowcanvas.components.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.components.TestFrames;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
  private static final ParameterSchema<Resize.Params> SCHEMA =
      ParameterSchema.of(Resize.Params.class);

  private final Resize resize = new Resize();

  @ParameterizedTest
  @CsvSource({
    // mode, width, height, input, result
    "aspect_ratio_keep, 320, 320, 1920, 1080, 320, 180",
    "aspect_ratio_keep, 320, 320, 1080, 1920, 180, 320",
    "aspect_ratio_keep, 800, 800, 640, 480, 800, 600",
    "aspect_ratio_keep, 64, 64, 64, 64, 64, 64",
    "aspect_ratio_keep, 0, 0, 1920, 1080, 800, 450",
    "aspect_ratio_keep, 0, 600, 1920, 1080, 1067, 600",
    "aspect_ratio_keep, 800, 0, 1920, 1080, 800, 450",
    "aspect_ratio_keep, 10, 0, 1000, 1, 10, 1",
    "stretch, 320, 320, 1920, 1080, 320, 320",
    "stretch, 320, 0, 1920, 1080, 320, 180",
    "crop, 320, 320, 1920, 1080, 320, 320",
    "crop, 0, 540, 1920, 1080, 960, 540",
  })
  void resultHasThePromisedSize(
      String mode, int width, int height, int fromWidth, int fromHeight, int toWidth, int toHeight)
      throws ComponentException {
    Resize.Params params = params(Map.of("mode", mode, "width", width, "height", height));
    Size promised = resize.outputSize(params, new Size(fromWidth, fromHeight));
    assertThat(promised).isEqualTo(new Size(toWidth, toHeight));
    Frame result = apply(TestFrames.of(Rasters.filled(fromWidth, fromHeight, 0x336699)), params);
    assertThat(new Size(result.image().width(), result.image().height())).isEqualTo(promised);
    assertThat(Rasters.rgb(result.image(), toWidth / 2, toHeight / 2)).isEqualTo(0x336699);
  }

  @Test
  void bothSpellingsOfKeepingTheAspectRatioAreRead() {
    for (String key : new String[] {"maintain_aspect", "maintain_aspect_ratio"}) {
      Map<String, Object> square = Map.of("width", 100, "height", 100);
      Size full = new Size(200, 100);
      assertThat(resize.outputSize(params(with(square, key, true)), full))
          .isEqualTo(new Size(100, 50));
      assertThat(resize.outputSize(params(with(square, key, false)), full))
          .isEqualTo(new Size(100, 100));
      assertThat(resize.outputSize(params(with(square, key, "false")), full))
          .isEqualTo(new Size(100, 100));
    }
  }

  @Test
  void boxesOfAResizedImageMapBackToTheSubmittedOne() throws ComponentException {
    Frame result =
        apply(TestFrames.noise(400, 200), params(Map.of("width", 100, "mode", "stretch")));
    assertThat(result.toSubmitted().apply(new Box(10, 5, 20, 10)))
        .isEqualTo(new Box(40, 20, 80, 40));
  }

  @Test
  void boxesOfACroppedImageMapBackToTheMiddleOfTheSubmittedOne() throws ComponentException {
    Frame result =
        apply(
            TestFrames.noise(400, 200),
            params(Map.of("width", 100, "height", 100, "mode", "crop")));
    assertThat(result.toSubmitted().apply(new Box(0, 0, 100, 100)))
        .isEqualTo(new Box(100, 0, 200, 200));
  }

  @Test
  void cropTakesTheMiddle() throws ComponentException {
    Frame stripes =
        TestFrames.of(
            Rasters.drawn(90, 30, (x, y) -> x < 30 ? 0xFF0000 : x < 60 ? 0x00FF00 : 0x0000FF));
    Frame result = apply(stripes, params(Map.of("width", 30, "height", 30, "mode", "crop")));
    assertThat(Rasters.rgb(result.image(), 0, 0)).isEqualTo(0x00FF00);
    assertThat(Rasters.rgb(result.image(), 29, 29)).isEqualTo(0x00FF00);
  }

  @Test
  void twoResizesMultiplyTheirMaps() throws ComponentException {
    Frame half = apply(TestFrames.noise(400, 200), params(Map.of("width", 200)));
    Frame quarter = apply(half, params(Map.of("width", 100)));
    assertThat(quarter.toSubmitted().apply(new Box(1, 1, 1, 1))).isEqualTo(new Box(4, 4, 4, 4));
  }

  @Test
  void imageOfTheWantedSizeIsPassedOn() throws ComponentException {
    Frame input = TestFrames.noise(100, 50);
    assertThat(apply(input, params(Map.of("width", 100)))).isSameAs(input);
  }

  @Test
  void sideThatFollowsFromTheOtherIsBoundedToo() {
    Resize.Params params = params(Map.of("width", 16_384));
    assertThatThrownBy(() -> apply(TestFrames.noise(1, 500), params))
        .isInstanceOf(ComponentException.class)
        .hasMessage("result: 16384x8192000 px (expected: at most 16384 a side)");
  }

  @ParameterizedTest
  @CsvSource({
    "aspect_ratio_keep, auto, 800, 800, 960, 540",
    "aspect_ratio_keep, linear, 800, 800, 800, 450",
    "aspect_ratio_keep, auto, 1800, 1800, 1920, 1080",
    "crop, area, 450, 450, 800, 450",
    "stretch, auto, 960, 108, 1152, 130",
    "aspect_ratio_keep, nearest, 800, 800, 1920, 1080",
    "aspect_ratio_keep, auto, 4000, 4000, 1920, 1080",
    "stretch, auto, 2000, 108, 1920, 1080",
  })
  void decoderMayShrinkToWhatIsNeeded(
      String mode, String interpolation, int width, int height, int neededWidth, int neededHeight) {
    Resize.Params params =
        params(
            Map.of("mode", mode, "interpolation", interpolation, "width", width, "height", height));
    assertThat(resize.neededInput(params, new Size(1920, 1080)))
        .isEqualTo(new Size(neededWidth, neededHeight));
  }

  @Test
  void autoLeavesNothingOutWhenItShrinks() throws ComponentException {
    // single white pixels in black: an average keeps them grey, a linear sample drops most
    Frame dots =
        TestFrames.of(Rasters.drawn(80, 80, (x, y) -> x % 4 == 0 && y % 4 == 0 ? 0xFFFFFF : 0));
    Frame result = apply(dots, params(Map.of("width", 20)));
    assertThat(Rasters.rgb(result.image(), 10, 10)).isEqualTo(0x101010);
  }

  @Test
  void autoKeepsFineStripesThatEveryOtherWayOfShrinkingTurnsIntoOthers() throws ComponentException {
    // stripes of 2.5 px at 5 to 4: too fine for the result, which has to be an even grey
    Frame stripes = TestFrames.of(Rasters.drawn(400, 8, (x, y) -> x * 2 % 5 < 2 ? 0xFFFFFF : 0));
    Frame result = apply(stripes, params(Map.of("width", 140, "height", 8, "mode", "stretch")));
    for (int x = 20; x < 120; x++) {
      assertThat(Rasters.rgb(result.image(), x, 4) & 0xFF).isBetween(82, 122);
    }
  }

  @Test
  void namedWaysKeepTheirMeaning() throws ComponentException {
    Frame noise = TestFrames.noise(100, 80);
    for (String way : new String[] {"nearest", "linear", "area", "cubic", "lanczos"}) {
      Frame small = apply(noise, params(Map.of("width", 70, "interpolation", way)));
      Frame auto = apply(noise, params(Map.of("width", 70)));
      assertThat(Rasters.bytes(small.image())).as(way).isNotEqualTo(Rasters.bytes(auto.image()));
    }
  }

  private Frame apply(Frame input, Resize.Params params) throws ComponentException {
    return resize.apply(input, params, new TestStepContext());
  }

  private static Resize.Params params(Map<String, Object> values) {
    return SCHEMA.bind(values, "").value().orElseThrow();
  }

  private static Map<String, Object> with(Map<String, Object> values, String key, Object value) {
    Map<String, Object> more = new java.util.HashMap<>(values);
    more.put(key, value);
    return more;
  }
}
