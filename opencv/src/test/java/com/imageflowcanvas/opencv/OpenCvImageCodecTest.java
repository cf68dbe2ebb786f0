package com.imageflowcanvas.opencv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.Orientation;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestImage;
import com.imageflowcanvas.testkit.TestImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenCvImageCodecTest {
  private final OpenCvImageCodec codec = new OpenCvImageCodec();

  static List<TestImage> images() {
    return TestImages.all();
  }

  @ParameterizedTest
  @MethodSource("images")
  void everyKindOfImageIsDecodedUprightWithItsColors(TestImage image) {
    Size full = image.header().uprightSize();
    Raster raster = codec.decode(image.data(), image.header(), full, Rasters.AUTO);
    assertThat(raster.format()).isEqualTo(PixelFormat.BGR24);
    assertThat(new Size(raster.width(), raster.height())).isEqualTo(new Size(64, 48));
    for (int quarter = 0; quarter < 4; quarter++) {
      int found = Rasters.rgb(raster, 16 + quarter % 2 * 32, 12 + quarter / 2 * 24);
      int expected = image.quadrants().get(quarter);
      assertThat(Rasters.distance(found, expected))
          .as("quarter %d: %06x (expected: %06x)", quarter, found, expected)
          .isLessThanOrEqualTo(image.tolerance());
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void truncatedFileIsAnErrorAndNeverAnImageWithAGreyPart(TestImage image) {
    byte[] first = ImageHeaders.firstImage(image.data());
    for (int percent : new int[] {99, 90, 75, 50, 30, 10}) {
      byte[] cut = Arrays.copyOf(first, first.length * percent / 100 - 2);
      assertThatThrownBy(() -> decode(cut, image.header()))
          .as("%d %% of %s", percent, image)
          .isInstanceOf(ProblemException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void damagedFileGivesAnImageOfTheRightSizeOrAProblem(TestImage image) {
    Random random = new Random(image.name().hashCode());
    for (int round = 0; round < 150; round++) {
      byte[] data = image.data().clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        data[random.nextInt(data.length)] = (byte) random.nextInt(256);
      }
      try {
        ImageHeader header = ImageHeaders.read(data);
        ImageLimits.DEFAULT.check(header);
        Raster raster = decode(data, header);
        assertThat(new Size(raster.width(), raster.height())).isEqualTo(header.uprightSize());
      } catch (ProblemException e) {
        assertThat(e.problem().detail()).doesNotContain("opencv", "/");
      }
    }
  }

  @Test
  void orderOfSamplesThatIsNotReadIsAProblemAndNotAnotherPicture() {
    TestImages.unreadable()
        .forEach(
            (why, data) ->
                assertThatThrownBy(() -> decode(data, ImageHeaders.read(data)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(why));
  }

  @Test
  void whatComesAfterTheFirstFrameOfAGifIsNotEvenLookedAt() {
    TestImage gif = TestImages.named("gif");
    byte[] nonsense = gif.data().clone();
    int trailer = nonsense.length - 1;
    nonsense = Arrays.copyOf(nonsense, nonsense.length + 400);
    // an image that begins outside and whose data are no data
    nonsense[trailer] = 0x2C;
    Arrays.fill(nonsense, trailer + 1, trailer + 11, (byte) 0x7F);
    assertThat(Rasters.bytes(decode(nonsense, gif.header())))
        .isEqualTo(Rasters.bytes(decode(gif.data(), gif.header())));
  }

  @Test
  void damagedTextInAPngDoesNoHarm() {
    TestImage png = TestImages.named("png");
    byte[] text = {0, 0, 0, 3, 't', 'E', 'X', 't', 'a', 0, 'b', 1, 2, 3, 4};
    byte[] data = new byte[png.data().length + text.length];
    int behindHeader = 33;
    System.arraycopy(png.data(), 0, data, 0, behindHeader);
    System.arraycopy(text, 0, data, behindHeader, text.length);
    System.arraycopy(
        png.data(),
        behindHeader,
        data,
        behindHeader + text.length,
        png.data().length - behindHeader);
    assertThat(Rasters.bytes(decode(data, png.header())))
        .isEqualTo(Rasters.bytes(decode(png.data(), png.header())));
  }

  @ParameterizedTest
  @CsvSource({
    "800,450,2",
    "960,540,2",
    "961,540,1",
    "480,270,4",
    "240,100,8",
    "240,136,4",
    "1,1,8"
  })
  void jpegComesOutSmallerButNeverSmallerThanNeeded(int width, int height, int factor) {
    byte[] jpeg = codec.encode(Rasters.filled(1920, 1080, 0x3366CC), ImageFormat.JPEG, 80);
    ImageHeader header = ImageHeaders.read(jpeg);
    Raster raster = codec.decode(jpeg, header, new Size(width, height), Rasters.AUTO);
    assertThat(raster.width()).isEqualTo(1920 / factor);
    assertThat(raster.height()).isEqualTo(1080 / factor);
    assertThat(Rasters.distance(Rasters.rgb(raster, 50, 50), 0x3366CC)).isLessThan(4);
  }

  @Test
  void shrinkingMindsTheSidesOfATurnedImage() {
    TestImage turned = TestImages.named("jpeg-exif-6");
    Raster raster = codec.decode(turned.data(), turned.header(), new Size(32, 24), Rasters.AUTO);
    assertThat(new Size(raster.width(), raster.height())).isEqualTo(new Size(32, 24));
    assertThat(Rasters.distance(Rasters.rgb(raster, 8, 6), turned.quadrants().getFirst()))
        .isLessThan(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg-cmyk", "jpeg-ycck", "jpeg-grey", "jpeg-progressive"})
  void jpegsOfAllColorsShrink(String name) {
    TestImage image = TestImages.named(name);
    Raster raster = codec.decode(image.data(), image.header(), new Size(32, 24), Rasters.AUTO);
    assertThat(raster.width()).isEqualTo(32);
    for (int quarter = 0; quarter < 4; quarter++) {
      int found = Rasters.rgb(raster, 8 + quarter % 2 * 16, 6 + quarter / 2 * 12);
      assertThat(Rasters.distance(found, image.quadrants().get(quarter))).isLessThan(8);
    }
  }

  @Test
  void oddSizesShrinkToTheRoundedUpSize() {
    byte[] jpeg = codec.encode(Rasters.filled(101, 67, 0x808080), ImageFormat.JPEG, 80);
    Raster raster = codec.decode(jpeg, ImageHeaders.read(jpeg), new Size(10, 5), Rasters.AUTO);
    assertThat(new Size(raster.width(), raster.height())).isEqualTo(new Size(13, 9));
  }

  @Test
  void bytesBehindTheEndOfAJpegDoNoHarm() {
    TestImage jpeg = TestImages.named("jpeg");
    byte[] longer = Arrays.copyOf(jpeg.data(), jpeg.data().length + 5_000);
    assertThat(decode(longer, jpeg.header()).width()).isEqualTo(64);
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageFormat.class,
      names = {"JPEG", "PNG", "WEBP"})
  void whatIsEncodedIsReadBackWithItsColors(ImageFormat format) {
    Raster picture = Rasters.drawn(37, 23, (x, y) -> x < 18 ? 0xC04020 : 0x2040C0);
    byte[] file = codec.encode(picture, format, 90);
    ImageHeader header = ImageHeaders.read(file);
    assertThat(header).isEqualTo(new ImageHeader(format, 37, 23, Orientation.UPRIGHT, 1, 1));
    Raster back = decode(file, header);
    assertThat(Rasters.distance(Rasters.rgb(back, 5, 10), 0xC04020)).isLessThan(12);
    assertThat(Rasters.distance(Rasters.rgb(back, 30, 10), 0x2040C0)).isLessThan(12);
  }

  @Test
  void pngLosesNothing() {
    Raster noise = Rasters.drawn(61, 43, (x, y) -> x * 7919 * 31 + y * 104729 & 0xFFFFFF);
    byte[] file = codec.encode(noise, ImageFormat.PNG, 1);
    assertThat(Rasters.bytes(decode(file, ImageHeaders.read(file))))
        .isEqualTo(Rasters.bytes(noise));
  }

  @Test
  void jpegIsWrittenWithHalvedChromaAndHonorsItsQuality() {
    Raster noise = Rasters.drawn(128, 128, (x, y) -> x * 7919 * 31 + y * 104729 & 0xFFFFFF);
    byte[] good = codec.encode(noise, ImageFormat.JPEG, 95);
    assertThat(codec.encode(noise, ImageFormat.JPEG, 20)).hasSizeLessThan(good.length / 2);
    // byte 11 of the frame segment holds the sampling of luma: 2x2 against 1x1
    int frame = new String(good, ISO_8859_1).indexOf("\u00ff\u00c0");
    assertThat(good[frame + 11]).isEqualTo((byte) 0x22);
  }

  @Test
  void webpWiderThanTheFormatAllowsIsRefused() {
    assertThatThrownBy(() -> codec.encode(Rasters.filled(16_384, 1, 0), ImageFormat.WEBP, 80))
        .hasMessageContaining("16384x1 px (expected: at most 16383 a side)");
  }

  @Test
  void otherFormatsAreNotWritten() {
    assertThatThrownBy(() -> codec.encode(Rasters.filled(1, 1, 0), ImageFormat.GIF, 80))
        .hasMessageContaining("(expected: JPEG, PNG, WEBP)");
  }

  @Test
  void eightThreadsAtOnceGetWhatOneGets() throws Exception {
    List<TestImage> images = TestImages.all();
    List<byte[]> alone =
        images.stream().map(image -> Rasters.bytes(decode(image.data(), image.header()))).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int run = 0; run < 8; run++) {
        runs.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < images.size(); i++) {
                    Raster raster = decode(images.get(i).data(), images.get(i).header());
                    assertThat(Rasters.bytes(raster)).isEqualTo(alone.get(i));
                    assertThat(codec.encode(raster, ImageFormat.JPEG, 85)).isNotEmpty();
                  }
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
  }

  @Test
  void repeatedRunsKeepNoNativeMemory() {
    byte[] png = codec.encode(Rasters.filled(1000, 1000, 0x123456), ImageFormat.PNG, 80);
    ImageHeader header = ImageHeaders.read(png);
    Raster target = Rasters.AUTO.allocate(1000, 1000, PixelFormat.BGR24);
    Size full = header.uprightSize();
    long before = 0;
    for (int run = 0; run < 120; run++) {
      if (run == 20) {
        before = Pointer.physicalBytes();
      }
      Raster raster = codec.decode(png, header, full, (w, h, format) -> target);
      codec.encode(raster, ImageFormat.JPEG, 80);
      codec.encode(raster, ImageFormat.WEBP, 80);
    }
    // 100 runs that each left one Mat of 3 MB behind would hold 300 MB
    assertThat(Pointer.physicalBytes() - before).isLessThan(150L << 20);
  }

  private Raster decode(byte[] data, ImageHeader header) {
    return codec.decode(data, header, header.uprightSize(), Rasters.AUTO);
  }
}
