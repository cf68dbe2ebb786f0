package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterboxPainterTest {
  private static final Size INPUT = new Size(160, 96);

  @ParameterizedTest
  @CsvSource({"160,96", "200,150", "97,150", "300,170", "31,17", "1,1", "3,150", "319,191"})
  void bilinearScalingIsThatOfOpenCv(int width, int height) {
    Raster image = Photos.painted(width, height, PixelFormat.BGR24);
    for (InputStyle style : InputStyle.values()) {
      assertThat(worstDifference(image, style, INTER_LINEAR)).as("%s", style).isLessThan(1e-3);
    }
  }

  @ParameterizedTest
  @CsvSource({"320,192", "480,288", "333,200", "500,307", "1023,777", "1919,1079", "700,1921"})
  void areasAreAveragedAsOpenCvDoesWhenTheImageShrinksALot(int width, int height) {
    Raster image = Photos.painted(width, height, PixelFormat.BGR24);
    for (InputStyle style : InputStyle.values()) {
      assertThat(worstDifference(image, style, INTER_AREA)).as("%s", style).isLessThan(1.01);
    }
  }

  @Test
  void greyImagesFillAllPlanes() {
    Raster image = Photos.painted(200, 150, PixelFormat.GRAY8);
    assertThat(worstDifference(image, InputStyle.YOLO, INTER_LINEAR)).isLessThan(1.01);
  }

  @Test
  void planesAndRangeAreThoseOfTheFamily() {
    Raster image = Photos.plain(160, 96, 10, 20, 30);
    float[] yolo = paint(InputStyle.YOLO, image);
    assertThat(plane(yolo, 0)).isEqualTo(30 / 255f, within(1e-6f));
    assertThat(plane(yolo, 1)).isEqualTo(20 / 255f, within(1e-6f));
    assertThat(plane(yolo, 2)).isEqualTo(10 / 255f, within(1e-6f));
    float[] yolox = paint(InputStyle.YOLOX, image);
    assertThat(plane(yolox, 0)).isEqualTo(10);
    assertThat(plane(yolox, 1)).isEqualTo(20);
    assertThat(plane(yolox, 2)).isEqualTo(30);
  }

  @Test
  void nothingOfTheImageBeforeIsLeft() {
    Raster large = Photos.plain(160, 96, 255, 255, 255);
    Raster narrow = Photos.painted(40, 90, PixelFormat.BGR24);
    Raster flat = Photos.painted(100, 20, PixelFormat.BGR24);
    assertThat(paint(InputStyle.YOLO, large, narrow, flat, narrow))
        .isEqualTo(paint(InputStyle.YOLO, narrow));
  }

  private static float plane(float[] tensor, int plane) {
    return tensor[plane * INPUT.width() * INPUT.height() + 1234];
  }

  private static double worstDifference(Raster image, InputStyle style, int method) {
    float[] own = paint(style, image);
    float[] other = byOpenCv(style, image, method);
    double worst = 0;
    for (int i = 0; i < own.length; i++) {
      worst = Math.max(worst, Math.abs(own[i] / style.unit() - other[i]));
    }
    return worst;
  }

  /** Paints one image after the other over the last; gives the last. */
  private static float[] paint(InputStyle style, Raster... images) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment tensor =
          arena.allocate(ValueLayout.JAVA_FLOAT, 3L * INPUT.width() * INPUT.height());
      LetterboxPainter painter = new LetterboxPainter(tensor, INPUT, style);
      for (Raster image : images) {
        painter.paint(image);
      }
      return tensor.toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static float[] byOpenCv(InputStyle style, Raster image, int method) {
    Letterbox box = style.letterbox(new Size(image.width(), image.height()), INPUT);
    int channels = image.format().channels();
    float[] tensor = new float[3 * INPUT.width() * INPUT.height()];
    java.util.Arrays.fill(tensor, 114);
    try (Mat source =
            new Mat(
                image.height(),
                image.width(),
                channels == 1 ? CV_8UC1 : CV_8UC3,
                new BytePointer(image.pixels().asByteBuffer()));
        Mat scaled = new Mat()) {
      resize(
          source,
          scaled,
          new org.bytedeco.opencv.opencv_core.Size(box.scaled().width(), box.scaled().height()),
          0,
          0,
          method);
      ByteBuffer bytes = scaled.createBuffer();
      for (int plane = 0; plane < 3; plane++) {
        int channel = style.channels(image.format())[plane];
        for (int y = 0; y < scaled.rows(); y++) {
          for (int x = 0; x < scaled.cols(); x++) {
            int at = (plane * INPUT.height() + y + box.top()) * INPUT.width() + x + box.left();
            tensor[at] = bytes.get((y * scaled.cols() + x) * channels + channel) & 0xff;
          }
        }
      }
    }
    return tensor;
  }
}
