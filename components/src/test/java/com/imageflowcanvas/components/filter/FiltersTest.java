package com.imageflowcanvas.components.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.components.TestFrames;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  private static final int GREY = 0x808080;

  private final TestStepContext context = new TestStepContext();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void blurKeepsAFlatImageUpToItsBorder(int radius) {
    Frame flat = TestFrames.of(Rasters.filled(20, 10, 0x4060A0));
    Raster result = new Blur().apply(flat, new Blur.Params(radius), context).image();
    assertThat(Rasters.bytes(result)).isEqualTo(Rasters.bytes(flat.image()));
  }

  @Test
  void blurSpreadsAPixelEvenlyAndNoFartherThanItsRadius() {
    Frame dot = TestFrames.of(Rasters.drawn(11, 11, (x, y) -> x == 5 && y == 5 ? 0xFFFFFF : 0));
    Raster result = new Blur().apply(dot, new Blur.Params(2), context).image();
    assertThat(Rasters.rgb(result, 5, 5)).isGreaterThan(Rasters.rgb(result, 4, 5));
    assertThat(Rasters.rgb(result, 3, 5)).isPositive().isEqualTo(Rasters.rgb(result, 7, 5));
    assertThat(Rasters.rgb(result, 2, 5)).isZero();
    assertThat(Rasters.rgb(result, 5, 8)).isZero();
  }

  @Test
  void sharpenMakesAStepSteeperAndLeavesFlatPartsAlone() {
    Frame step = TestFrames.of(Rasters.drawn(20, 5, (x, y) -> x < 10 ? 0x404040 : 0xA0A0A0));
    Raster result = new Sharpen().apply(step, new Sharpen.Params(1, 2), context).image();
    assertThat(blue(result, 9)).isLessThan(0x40);
    assertThat(blue(result, 10)).isGreaterThan(0xA0);
    assertThat(blue(result, 1)).isEqualTo(0x40);
    assertThat(blue(result, 18)).isEqualTo(0xA0);
  }

  @Test
  void sharpenByNothingChangesNothing() {
    Frame noise = TestFrames.noise(13, 9);
    Raster result = new Sharpen().apply(noise, new Sharpen.Params(0, 2), context).image();
    assertThat(Rasters.bytes(result)).isEqualTo(Rasters.bytes(noise.image()));
  }

  @Test
  void edgesAreWhiteLinesOnBlackWhateverTheOrderOfTheThresholds() {
    Frame step = TestFrames.of(Rasters.drawn(20, 9, (x, y) -> x < 10 ? 0x202020 : 0xE0E0E0));
    EdgeDetection edges = new EdgeDetection();
    Raster result = edges.apply(step, new EdgeDetection.Params(50, 150), context).image();
    Raster swapped = edges.apply(step, new EdgeDetection.Params(150, 50), context).image();
    assertThat(Rasters.bytes(swapped)).isEqualTo(Rasters.bytes(result));
    assertThat(Rasters.rgb(result, 2, 4)).isZero();
    assertThat(Math.max(Rasters.rgb(result, 9, 4), Rasters.rgb(result, 10, 4))).isEqualTo(0xFFFFFF);
  }

  @Test
  void brightnessAddsAShareOfWhiteAndStopsAtTheEnds() {
    assertThat(brightened(GREY, 20)).isEqualTo(0xB3B3B3);
    assertThat(brightened(GREY, -100)).isZero();
    assertThat(brightened(GREY, 100)).isEqualTo(0xFFFFFF);
    assertThat(brightened(0x123456, 0)).isEqualTo(0x123456);
  }

  @Test
  void contrastMovesLevelsAwayFromMiddleGrey() {
    assertThat(contrasted(0x60A0FF, 100)).isEqualTo(0x40C0FF);
    assertThat(contrasted(0x60A0FF, -100)).isEqualTo(GREY);
    assertThat(contrasted(0x123456, 0)).isEqualTo(0x123456);
  }

  @ParameterizedTest
  @EnumSource(Filter.Type.class)
  void filterDoesWhatTheSingleFilterDoes(Filter.Type type) {
    Frame noise = TestFrames.noise(31, 17);
    Frame single =
        switch (type) {
          case BLUR -> new Blur().apply(noise, new Blur.Params(3), context);
          case SHARPEN -> new Sharpen().apply(noise, new Sharpen.Params(2, 3), context);
          case EDGE_DETECTION ->
              new EdgeDetection().apply(noise, new EdgeDetection.Params(40, 90), context);
          case BRIGHTNESS -> new Brightness().apply(noise, new Brightness.Params(30), context);
          case CONTRAST -> new Contrast().apply(noise, new Contrast.Params(-30), context);
        };
    assertThat(Rasters.bytes(filter(noise, type, 1)))
        .isEqualTo(Rasters.bytes(single.image()))
        .isNotEqualTo(Rasters.bytes(noise.image()));
  }

  @ParameterizedTest
  @EnumSource(Filter.Type.class)
  void filterOfNoIntensityIsTheInput(Filter.Type type) {
    Frame noise = TestFrames.noise(31, 17);
    assertThat(Rasters.bytes(filter(noise, type, 0))).isEqualTo(Rasters.bytes(noise.image()));
  }

  @Test
  void filterOfHalfIntensityLiesInTheMiddle() {
    Frame flat = TestFrames.of(Rasters.filled(4, 4, GREY));
    assertThat(Rasters.rgb(filter(flat, Filter.Type.BRIGHTNESS, 0.5), 2, 2)).isEqualTo(0xA6A6A6);
  }

  private Raster filter(Frame input, Filter.Type type, double intensity) {
    Filter.Params params = new Filter.Params(type, intensity, 3, 2, 40, 90, 30, -30);
    return new Filter().apply(input, params, context).image();
  }

  private int brightened(int rgb, double percent) {
    Frame flat = TestFrames.of(Rasters.filled(3, 3, rgb));
    Frame result = new Brightness().apply(flat, new Brightness.Params(percent), context);
    return Rasters.rgb(result.image(), 1, 1);
  }

  private int contrasted(int rgb, double percent) {
    Frame flat = TestFrames.of(Rasters.filled(3, 3, rgb));
    Frame result = new Contrast().apply(flat, new Contrast.Params(percent), context);
    return Rasters.rgb(result.image(), 1, 1);
  }

  private static int blue(Raster raster, int x) {
    return Rasters.rgb(raster, x, 2) & 0xFF;
  }
}
