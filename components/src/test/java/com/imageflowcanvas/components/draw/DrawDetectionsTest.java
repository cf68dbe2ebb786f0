package com.imageflowcanvas.components.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.components.TestFrames;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawDetectionsTest {
  private static final int GREY = 0x808080;

  @Test
  void nothingFoundLeavesTheFrameAsItIs() {
    Frame input = TestFrames.noise(50, 50);
    assertThat(draw(input, true, 0)).isSameAs(input);
  }

  @Test
  void boxHasTheGivenWidthAndAnEmptyMiddle() {
    Raster result = draw(found("car", 2, new Box(20, 20, 60, 60)), false, 1).image();
    int line = Rasters.rgb(result, 20, 50);
    assertThat(line).isNotEqualTo(GREY);
    assertThat(Rasters.rgb(result, 79, 50)).isEqualTo(line);
    assertThat(Rasters.rgb(result, 50, 20)).isEqualTo(line);
    assertThat(Rasters.rgb(result, 50, 79)).isEqualTo(line);
    assertThat(Rasters.rgb(result, 21, 50)).isEqualTo(GREY);
    assertThat(Rasters.rgb(result, 19, 50)).isEqualTo(GREY);
    assertThat(Rasters.rgb(result, 50, 50)).isEqualTo(GREY);
  }

  @Test
  void classesHaveColorsThatCanBeToldApart() {
    Box box = new Box(20, 20, 60, 60);
    int first = Rasters.rgb(draw(found("person", 0, box), false, 1).image(), 20, 50);
    int second = Rasters.rgb(draw(found("dog", 1, box), false, 1).image(), 20, 50);
    assertThat(Rasters.distance(first, second)).isGreaterThan(80);
    assertThat(Rasters.rgb(draw(found("person", 0, box), false, 1).image(), 20, 50))
        .isEqualTo(first);
  }

  @Test
  void labelsAreWrittenOnlyWhenWanted() {
    Frame input = found("person", 0, new Box(100, 100, 60, 60));
    int with = painted(draw(input, true, 1).image());
    int without = painted(draw(input, false, 1).image());
    assertThat(without).isBetween(200, 260);
    assertThat(with).isGreaterThan(without + 300);
  }

  @Test
  void classNamedInOtherLettersIsLabelledWithItsNumber() {
    Box box = new Box(100, 100, 60, 60);
    Frame japanese = found("人", 7, box);
    Frame number = found("#7", 7, box);
    assertThat(Rasters.bytes(draw(japanese, true, 1).image()))
        .isEqualTo(Rasters.bytes(draw(number, true, 1).image()));
  }

  @Test
  void labelsOfNeighborsDoNotHideEachOther() {
    Box box = new Box(100, 100, 60, 60);
    Frame one = found("person", 0, box);
    Frame two = TestFrames.withFound(one, TestFrames.found("person", 0, 0.4, box));
    int alone = painted(draw(one, true, 1).image());
    int plate = alone - painted(draw(one, false, 1).image());
    assertThat(painted(draw(two, true, 1).image())).isGreaterThan(alone + plate * 3 / 4);
  }

  @ParameterizedTest
  @CsvSource({"-50,-50,100,100", "290,220,100,100", "0,0,300,225", "10,10,0,0", "500,500,9,9"})
  void boxesAndLabelsOverTheBorderDoNoHarm(double x, double y, double width, double height) {
    Frame input = found("person", 0, new Box(x, y, width, height));
    byte[] before = Rasters.bytes(input.image());
    assertThat(draw(input, true, 0).image().width()).isEqualTo(300);
    assertThat(Rasters.bytes(input.image())).isEqualTo(before);
  }

  @Test
  void linesGrowWithTheImage() {
    assertThat(thickness(300, 225)).isEqualTo(1);
    assertThat(thickness(1920, 1080)).isEqualTo(4);
    assertThat(thickness(3840, 2160)).isEqualTo(8);
  }

  /** Rows in the color of the line at the upper edge of a box. */
  private static int thickness(int width, int height) {
    Frame input =
        TestFrames.withFound(
            TestFrames.of(Rasters.filled(width, height, GREY)),
            TestFrames.found("car", 2, 0.5, new Box(50, 50, width - 100, height - 100)));
    Raster result = draw(input, false, 0).image();
    int color = Rasters.rgb(result, width / 2, 50);
    int rows = 0;
    for (int y = 30; y < 70; y++) {
      rows += Rasters.rgb(result, width / 2, y) == color ? 1 : 0;
    }
    return rows;
  }

  private static Frame found(String name, int id, Box box) {
    return TestFrames.withFound(
        TestFrames.of(Rasters.filled(300, 225, GREY)), TestFrames.found(name, id, 0.5, box));
  }

  private static Frame draw(Frame input, boolean labels, int lineWidth) {
    return new DrawDetections()
        .apply(input, new DrawDetections.Params(labels, lineWidth), new TestStepContext());
  }

  private static int painted(Raster raster) {
    int pixels = 0;
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        pixels += Rasters.rgb(raster, x, y) == GREY ? 0 : 1;
      }
    }
    return pixels;
  }
}
