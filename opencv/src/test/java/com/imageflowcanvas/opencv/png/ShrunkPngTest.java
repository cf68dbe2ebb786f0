package com.imageflowcanvas.opencv.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.opencv.Mats;
import com.imageflowcanvas.opencv.OpenCvImageCodec;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestImage;
import com.imageflowcanvas.testkit.TestImages;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShrunkPngTest {
  private final OpenCvImageCodec codec = new OpenCvImageCodec();

  static List<TestImage> pngs() {
    return TestImages.all().stream()
        .filter(image -> image.header().format() == ImageFormat.PNG)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pngs")
  void everyPixelIsTheAverageOfItsSquareInTheWholeImage(TestImage image) {
    Raster whole =
        codec.decode(image.data(), image.header(), image.header().uprightSize(), Rasters.AUTO);
    Raster small = codec.decode(image.data(), image.header(), new Size(10, 8), Rasters.AUTO);
    assertThat(small.width()).isGreaterThanOrEqualTo(10);
    if (small.width() < whole.width()) {
      requireAverages(whole, small, 4);
    }
  }

  @Test
  void ordinaryKindsShrinkAndRareOnesDoNot() {
    List<String> whole =
        pngs().stream()
            .filter(image -> ShrunkPng.of(image.data(), new Size(10, 8)).isEmpty())
            .map(TestImage::name)
            .toList();
    assertThat(whole).hasSizeLessThan(pngs().size() / 2);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        opencv_imgcodecs.IMWRITE_PNG_FILTER_NONE,
        opencv_imgcodecs.IMWRITE_PNG_FILTER_SUB,
        opencv_imgcodecs.IMWRITE_PNG_FILTER_UP,
        opencv_imgcodecs.IMWRITE_PNG_FILTER_AVG,
        opencv_imgcodecs.IMWRITE_PNG_FILTER_PAETH,
        opencv_imgcodecs.IMWRITE_PNG_ALL_FILTERS
      })
  void everyFilterIsUndone(int filter) throws DataFormatException {
    Raster noise = Rasters.drawn(103, 71, (x, y) -> x * 7919 * 31 + y * 104729 & 0xFFFFFF);
    byte[] file = encode(noise, filter);
    ShrunkPng png = ShrunkPng.of(file, new Size(20, 15)).orElseThrow();
    assertThat(png.size()).isEqualTo(new Size(35, 24));
    requireAverages(noise, png.read(Rasters.AUTO), 3);
  }

  @Test
  void filtersOfSixteenBitsAreUndoneBeforeTheyAreNarrowed() {
    Raster noise = Rasters.drawn(206, 71, (x, y) -> x * 7919 * 31 + y * 104729 & 0xFFFFFF);
    try (Mat bytes = Mats.of(noise);
        Mat words = new Mat(71, 103, opencv_core.CV_16UC3, bytes.data())) {
      byte[] file = encode(words, opencv_imgcodecs.IMWRITE_PNG_FILTER_PAETH);
      ImageHeader header = ImageHeaders.read(file);
      Raster whole = codec.decode(file, header, header.uprightSize(), Rasters.AUTO);
      requireAverages(whole, codec.decode(file, header, new Size(20, 15), Rasters.AUTO), 3);
    }
  }

  @Test
  void imageThatIsNotMuchTooLargeIsReadWhole() {
    byte[] file = codec.encode(Rasters.filled(300, 200, 0x123456), ImageFormat.PNG, 0);
    assertThat(ShrunkPng.of(file, new Size(101, 60))).isEmpty();
    assertThat(ShrunkPng.of(file, new Size(100, 60))).isPresent();
  }

  @Test
  void damagedDataAreAProblem() {
    byte[] file = codec.encode(Rasters.filled(300, 200, 0x123456), ImageFormat.PNG, 0);
    ShrunkPng png = ShrunkPng.of(file, new Size(20, 20)).orElseThrow();
    for (int at = file.length - 40; at < file.length - 16; at++) {
      file[at] = (byte) 0xFF;
    }
    assertThatThrownBy(() -> png.read(Rasters.AUTO)).isInstanceOf(DataFormatException.class);
  }

  @Test
  void imageDataThatEndTooEarlyAreAProblem() {
    byte[] file = codec.encode(Rasters.filled(30, 20, 0x123456), ImageFormat.PNG, 0);
    byte[] higher = Arrays.copyOf(file, file.length);
    higher[23] = 40; // the height in the header
    ShrunkPng png = ShrunkPng.of(higher, new Size(5, 5)).orElseThrow();
    assertThatThrownBy(() -> png.read(Rasters.AUTO)).isInstanceOf(DataFormatException.class);
    assertThat(ImageHeaders.read(higher).height()).isEqualTo(40);
  }

  private static void requireAverages(Raster whole, Raster small, int factor) {
    assertThat(small.width()).isEqualTo(Math.ceilDiv(whole.width(), factor));
    assertThat(small.height()).isEqualTo(Math.ceilDiv(whole.height(), factor));
    for (int y = 0; y < small.height(); y++) {
      for (int x = 0; x < small.width(); x++) {
        assertThat(Rasters.rgb(small, x, y))
            .as("%d,%d", x, y)
            .isEqualTo(average(whole, x * factor, y * factor, factor));
      }
    }
  }

  private static int average(Raster whole, int left, int top, int factor) {
    int right = Math.min(whole.width(), left + factor);
    int bottom = Math.min(whole.height(), top + factor);
    int count = (right - left) * (bottom - top);
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int sum = 0;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          sum += Rasters.rgb(whole, x, y) >> shift & 0xFF;
        }
      }
      rgb |= (sum + count / 2) / count << shift;
    }
    return rgb;
  }

  private static byte[] encode(Raster image, int filter) {
    try (Mat pixels = Mats.of(image)) {
      return encode(pixels, filter);
    }
  }

  private static byte[] encode(Mat pixels, int filter) {
    int[] options = {opencv_imgcodecs.IMWRITE_PNG_FILTER, filter};
    try (BytePointer file = new BytePointer();
        IntPointer parameters = new IntPointer(options)) {
      assertThat(opencv_imgcodecs.imencode(".png", pixels, file, parameters)).isTrue();
      byte[] bytes = new byte[(int) file.limit()];
      file.get(bytes);
      return bytes;
    }
  }
}
