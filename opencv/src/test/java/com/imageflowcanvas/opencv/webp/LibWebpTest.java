package com.imageflowcanvas.opencv.webp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.opencv.Mats;
import com.imageflowcanvas.opencv.OpenCvImageCodec;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestImage;
import com.imageflowcanvas.testkit.TestImages;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibWebpTest {
  /** OpenCV writes lossless above 100. */
  private static final int LOSSLESS = 101;

  private static final int RIFF_HEADER_BYTES = 12;

  private final OpenCvImageCodec codec = new OpenCvImageCodec();
  private final LibWebp library = LibWebp.find().orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "640, 480, 80, 150, 100, 2",
    "640, 480, 80, 80, 60, 4",
    "641, 479, 80, 80, 59, 4",
    "333, 77, 90, 40, 9, 4",
    "640, 480, 101, 150, 100, 2",
    "641, 479, 101, 50, 35, 6",
    "97, 101, 101, 1, 1, 48",
    "97, 101, 75, 1, 1, 48",
    "5, 300, 101, 1, 1, 2",
    "300, 5, 90, 1, 1, 2"
  })
  void whatComesOutIsTheAverageOfTheWholeImage(
      int width, int height, int quality, int neededWidth, int neededHeight, int factor) {
    byte[] file = picture(width, height, quality);
    Raster small = decode(file, new Size(neededWidth, neededHeight));
    assertThat(small.width()).isEqualTo(Math.ceilDiv(width, factor));
    assertThat(small.height()).isEqualTo(Math.ceilDiv(height, factor));
    Raster expected = averaged(decode(file, new Size(width, height)), small);
    assertThat(meanDistance(small, expected)).isLessThan(quality == LOSSLESS ? 0.6 : 1.5);
  }

  @Test
  void onePixelIsReadAsItIs() {
    byte[] file = codec.encode(Rasters.filled(1, 1, 0x3366CC), ImageFormat.WEBP, LOSSLESS);
    Raster raster = decode(file, new Size(1, 1));
    assertThat(new Size(raster.width(), raster.height())).isEqualTo(new Size(1, 1));
    assertThat(Rasters.rgb(raster, 0, 0)).isEqualTo(0x3366CC);
  }

  @Test
  void imageThatIsNotMuchTooLargeIsReadWhole() {
    byte[] file = picture(300, 200, 80);
    assertThat(decode(file, new Size(76, 40)).width()).isEqualTo(300);
    assertThat(decode(file, new Size(75, 40)).width()).isEqualTo(150);
  }

  @Test
  void shrinkingMindsTheSidesOfATurnedImage() {
    TestImage turned = TestImages.named("webp-exif-6");
    Raster raster = codec.decode(turned.data(), turned.header(), new Size(16, 12), Rasters.AUTO);
    assertThat(new Size(raster.width(), raster.height())).isEqualTo(new Size(32, 24));
    for (int quarter = 0; quarter < 4; quarter++) {
      int found = Rasters.rgb(raster, 8 + quarter % 2 * 16, 6 + quarter / 2 * 12);
      assertThat(Rasters.distance(found, turned.quadrants().get(quarter))).isLessThan(12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webp-alpha", "webp-animated"})
  void alphaAndAnimationsAreReadWhole(String name) {
    TestImage image = TestImages.named(name);
    Raster raster = codec.decode(image.data(), image.header(), new Size(1, 1), Rasters.AUTO);
    Raster whole = codec.decode(image.data(), image.header(), new Size(64, 48), Rasters.AUTO);
    assertThat(Rasters.bytes(raster)).isEqualTo(Rasters.bytes(whole));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, LOSSLESS})
  void dataThatEndTooEarlyAreAProblem(int quality) {
    byte[] file = picture(640, 480, quality);
    for (int percent : new int[] {95, 75, 50, 30, 10}) {
      byte[] cut = endingEarly(file, file.length * percent / 100 & ~1);
      assertThatThrownBy(() -> decode(cut, new Size(100, 75)))
          .as("%d %%", percent)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.IMAGE_CORRUPT));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, LOSSLESS})
  void damagedFileGivesAnImageOfTheRightSizeOrAProblem(int quality) {
    byte[] file = picture(160, 120, quality);
    Random random = new Random(quality);
    for (int round = 0; round < 300; round++) {
      byte[] data = file.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        data[random.nextInt(round % 2 == 0 ? 40 : data.length)] = (byte) random.nextInt(256);
      }
      try {
        ImageHeader header = ImageHeaders.read(data);
        ImageLimits.DEFAULT.check(header);
        Size enough = new Size(Math.ceilDiv(header.width(), 8), Math.ceilDiv(header.height(), 8));
        Raster raster = codec.decode(data, header, enough, Rasters.AUTO);
        assertThat(raster.width()).isBetween(enough.width(), header.width());
        assertThat(raster.height()).isBetween(enough.height(), header.height());
      } catch (ProblemException e) {
        assertThat(e.problem().detail()).doesNotContain("libwebp", "/");
      }
    }
  }

  @Test
  void fileOfAnotherSizeThanItsHeaderSaysIsNotDecoded() {
    byte[] file = picture(64, 48, 80);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, file);
      assertThatThrownBy(
              () ->
                  library.shrunk(
                      bytes,
                      new Size(65, 48),
                      new Size(10, 10),
                      (width, height, format) -> {
                        throw new AssertionError("nothing is needed");
                      }))
          .isInstanceOf(DataFormatException.class)
          .hasMessage("64x48 px (expected: 65x48, as its header says)");
    }
  }

  @Test
  void libraryWithoutTheFunctionsIsNotUsed() {
    assertThat(LibWebp.find(name -> Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void libraryOfAnotherBinaryInterfaceIsNotUsed(int accepted) {
    // 0: it says so; 1: it accepts the version but clears another number of bytes
    MethodHandle init =
        MethodHandles.dropArguments(
            MethodHandles.constant(int.class, accepted), 0, MemorySegment.class, int.class);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stub =
          Linker.nativeLinker()
              .upcallStub(init, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), arena);
      SymbolLookup real = SymbolLookup.loaderLookup();
      assertThat(
              LibWebp.find(
                  name ->
                      name.equals("WebPInitDecoderConfigInternal")
                          ? Optional.of(stub)
                          : real.find(name)))
          .isEmpty();
    }
  }

  private byte[] picture(int width, int height, int quality) {
    Raster picture =
        Rasters.drawn(
            width,
            height,
            (x, y) -> {
              int noise = (x * 7919 + y * 104729) % 9;
              int red = wave(x * 0.031 + y * 0.017) + noise;
              int green = wave(x * 0.023 - y * 0.041) + noise;
              return red << 16 | green << 8 | wave(x * 0.019 + y * 0.023) + noise;
            });
    return codec.encode(picture, ImageFormat.WEBP, quality);
  }

  private static int wave(double at) {
    return (int) (120 + 60 * Math.sin(at));
  }

  /** The first bytes, with sizes that say that these are all. */
  private static byte[] endingEarly(byte[] file, int length) {
    byte[] cut = Arrays.copyOf(file, length);
    ByteBuffer sizes = ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN);
    sizes.putInt(4, length - 8);
    sizes.putInt(RIFF_HEADER_BYTES + 4, length - RIFF_HEADER_BYTES - 8);
    return cut;
  }

  private Raster decode(byte[] file, Size needed) {
    return codec.decode(file, ImageHeaders.read(file), needed, Rasters.AUTO);
  }

  private static Raster averaged(Raster whole, Raster like) {
    Raster result = Rasters.AUTO.allocate(like.width(), like.height(), PixelFormat.BGR24);
    try (Mat from = Mats.of(whole);
        Mat to = Mats.of(result)) {
      opencv_imgproc.resize(from, to, to.size(), 0, 0, opencv_imgproc.INTER_AREA);
    }
    return result;
  }

  private static double meanDistance(Raster one, Raster other) {
    byte[] left = Rasters.bytes(one);
    byte[] right = Rasters.bytes(other);
    long sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs((left[i] & 0xFF) - (right[i] & 0xFF));
    }
    return (double) sum / left.length;
  }
}
