package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.Orientation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Small files of every kind that is read, with the picture of four colored quarters, 64x48 px. Made
 * by code with the JDK; WebP, which the JDK does not write, lies beside this class.
 */
public final class TestImages {
  private static final int LOSSLESS = 1;
  private static final int LOSSY = 6;

  private static final List<Integer> COLORS =
      List.of(TestPicture.RED, TestPicture.GREEN, TestPicture.BLUE, TestPicture.YELLOW);
  private static final List<Integer> GREYS = COLORS.stream().map(TestPicture::greyRgb).toList();

  private TestImages() {}

  public static List<TestImage> all() {
    List<TestImage> images = new ArrayList<>();
    images.addAll(jpegs());
    images.addAll(pngs());
    images.addAll(tiffs());
    images.addAll(rareTiffs());
    images.addAll(others());
    images.addAll(bitmaps());
    return images;
  }

  /**
   * One of {@link #all}.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static TestImage named(String name) {
    return all().stream()
        .filter(image -> image.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("test image: " + name));
  }

  private static List<TestImage> jpegs() {
    List<TestImage> images = new ArrayList<>();
    images.add(still("jpeg", ImageFormat.JPEG, JpegImages.color(), COLORS, LOSSY));
    images.add(still("jpeg-grey", ImageFormat.JPEG, JpegImages.grey(), GREYS, LOSSY));
    images.add(still("jpeg-cmyk", ImageFormat.JPEG, JpegImages.cmyk(), COLORS, LOSSY));
    images.add(still("jpeg-ycck", ImageFormat.JPEG, JpegImages.ycck(), COLORS, LOSSY));
    ImageHeader tenScans = new ImageHeader(ImageFormat.JPEG, 64, 48, Orientation.UPRIGHT, 1, 10);
    images.add(
        new TestImage("jpeg-progressive", JpegImages.progressive(), tenScans, COLORS, LOSSY));
    for (Orientation turn : Orientation.values()) {
      String name = "jpeg-exif-" + turn.exif();
      images.add(turned(name, ImageFormat.JPEG, JpegImages.turned(turn), turn, LOSSY));
    }
    return images;
  }

  private static List<TestImage> pngs() {
    List<Integer> overWhite = overWhite(COLORS);
    List<Integer> holed = List.of(TestPicture.RED, TestPicture.GREEN, TestPicture.BLUE, 0xFFFFFF);
    List<TestImage> images = new ArrayList<>();
    images.add(png("png", PngImages.color(), COLORS));
    images.add(png("png-16", PngImages.color16(), COLORS));
    images.add(png("png-grey", PngImages.grey(), GREYS));
    images.add(png("png-grey-16", PngImages.grey16(), GREYS));
    images.add(png("png-grey-alpha", PngImages.greyAlpha(), overWhite(GREYS)));
    images.add(png("png-alpha", PngImages.alpha(), overWhite));
    images.add(png("png-alpha-16", PngImages.alpha16(), overWhite));
    images.add(png("png-palette", PngImages.palette(false), COLORS));
    images.add(png("png-palette-transparent", PngImages.palette(true), holed));
    ImageHeader stored = new ImageHeader(ImageFormat.PNG, 64, 48, Orientation.ROTATED_180, 1, 1);
    List<Integer> upsideDown =
        List.of(TestPicture.YELLOW, TestPicture.BLUE, TestPicture.GREEN, TestPicture.RED);
    images.add(
        new TestImage(
            "png-exif-3", PngImages.turned(Orientation.ROTATED_180), stored, upsideDown, LOSSLESS));
    ImageHeader twoFrames = new ImageHeader(ImageFormat.PNG, 64, 48, Orientation.UPRIGHT, 2, 1);
    images.add(new TestImage("png-animated", PngImages.animated(), twoFrames, COLORS, LOSSLESS));
    return images;
  }

  private static List<TestImage> tiffs() {
    List<TestImage> images = new ArrayList<>();
    for (Orientation turn : Orientation.values()) {
      ByteOrder order = turn.exif() % 2 == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      String name = "tiff-exif-" + turn.exif();
      images.add(turned(name, ImageFormat.TIFF, TiffImages.color(order, turn), turn, LOSSLESS));
    }
    for (Orientation turn : Orientation.values()) {
      ByteOrder order = turn.exif() % 2 == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      String name = "tiff-grey-16-exif-" + turn.exif();
      byte[] data = TiffImages.grey16(order, turn);
      images.add(turned(name, ImageFormat.TIFF, data, turn, LOSSLESS, GREYS));
    }
    images.add(still("tiff-cmyk", ImageFormat.TIFF, TiffImages.cmyk(), COLORS, LOSSLESS));
    return images;
  }

  private static List<TestImage> rareTiffs() {
    List<Integer> overWhite = overWhite(COLORS);
    List<TestImage> images = new ArrayList<>();
    for (int bits : new int[] {8, 16}) {
      String name = "tiff-alpha-" + bits;
      images.add(tiff(name, RareTiffs.alpha(bits, RareTiffs.STRAIGHT), overWhite));
      images.add(
          tiff(name + "-premultiplied", RareTiffs.alpha(bits, RareTiffs.PREMULTIPLIED), overWhite));
      images.add(tiff(name + "-unspecified", RareTiffs.alpha(bits, RareTiffs.UNSPECIFIED), COLORS));
    }
    // what is behind it is not in the hands of the decoder
    images.add(tiff("tiff-grey-alpha", RareTiffs.greyAlpha(), GREYS));
    images.add(tiff("tiff-planes-16", RareTiffs.planes16(), COLORS));
    images.add(tiff("tiff-white-is-zero-16", RareTiffs.whiteIsZero16(), GREYS));
    images.add(tiff("tiff-big", RareTiffs.big(ByteOrder.LITTLE_ENDIAN), COLORS));
    images.add(tiff("tiff-big-be", RareTiffs.big(ByteOrder.BIG_ENDIAN), COLORS));
    return images;
  }

  /** Files of kinds that are allowed and not read, by what is said of them. */
  public static Map<String, byte[]> unreadable() {
    return Map.of(
        "16 bits a sample in separate planes (expected: 8 bits, or", RareTiffs.alphaPlanes16(),
        "signed samples (expected: unsigned", RareTiffs.signed16(),
        "masks of colors: 000000ff 0000ff00 00ff0000 (expected:", BmpImages.maskedInAnotherOrder());
  }

  private static List<TestImage> bitmaps() {
    return List.of(
        bitmap("bmp-core", BmpImages.core(), COLORS),
        bitmap("bmp-masked", BmpImages.maskedWithoutAlpha(0), COLORS),
        bitmap("bmp-masked-junk", BmpImages.maskedWithoutAlpha(100), COLORS),
        bitmap("bmp-alpha", BmpImages.maskedWithAlpha(), overWhite(COLORS)),
        bitmap("bmp-alpha-empty", BmpImages.maskedWithEmptyAlpha(), COLORS));
  }

  private static TestImage tiff(String name, byte[] data, List<Integer> quadrants) {
    return still(name, ImageFormat.TIFF, data, quadrants, LOSSLESS);
  }

  private static TestImage bitmap(String name, byte[] data, List<Integer> quadrants) {
    return still(name, ImageFormat.BMP, data, quadrants, LOSSLESS);
  }

  private static List<TestImage> others() {
    List<Integer> holed = List.of(TestPicture.RED, TestPicture.GREEN, TestPicture.BLUE, 0xFFFFFF);
    ImageHeader gif2 = new ImageHeader(ImageFormat.GIF, 64, 48, Orientation.UPRIGHT, 2, 1);
    ImageHeader webp2 = new ImageHeader(ImageFormat.WEBP, 64, 48, Orientation.UPRIGHT, 2, 1);
    return List.of(
        still("bmp", ImageFormat.BMP, GifImages.bitmap(), COLORS, LOSSLESS),
        still("gif", ImageFormat.GIF, GifImages.still(), COLORS, LOSSLESS),
        still("gif-transparent", ImageFormat.GIF, GifImages.transparent(), holed, LOSSLESS),
        new TestImage("gif-animated", GifImages.animated(), gif2, COLORS, LOSSLESS),
        still("webp", ImageFormat.WEBP, resource("lossy.webp"), COLORS, 12),
        still("webp-alpha", ImageFormat.WEBP, resource("alpha.webp"), overWhite(COLORS), LOSSLESS),
        new TestImage("webp-animated", resource("animated.webp"), webp2, overWhite(COLORS), LOSSY),
        turned(
            "webp-exif-6", ImageFormat.WEBP, resource("turned.webp"), Orientation.ROTATED_90, 12));
  }

  private static TestImage png(String name, byte[] data, List<Integer> quadrants) {
    return still(name, ImageFormat.PNG, data, quadrants, LOSSLESS);
  }

  private static TestImage still(
      String name, ImageFormat format, byte[] data, List<Integer> quadrants, int tolerance) {
    ImageHeader header = new ImageHeader(format, 64, 48, Orientation.UPRIGHT, 1, 1);
    return new TestImage(name, data, header, quadrants, tolerance);
  }

  private static TestImage turned(
      String name, ImageFormat format, byte[] data, Orientation orientation, int tolerance) {
    return turned(name, format, data, orientation, tolerance, COLORS);
  }

  private static TestImage turned(
      String name,
      ImageFormat format,
      byte[] data,
      Orientation orientation,
      int tolerance,
      List<Integer> quadrants) {
    boolean swap = orientation.swapsSides();
    ImageHeader header = new ImageHeader(format, swap ? 48 : 64, swap ? 64 : 48, orientation, 1, 1);
    return new TestImage(name, data, header, quadrants, tolerance);
  }

  /** What {@link TestPicture#alpha} leaves of the colors on white. */
  private static List<Integer> overWhite(List<Integer> colors) {
    return List.of(colors.get(0), colors.get(1), halfWhite(colors.get(2)), 0xFFFFFF);
  }

  private static int halfWhite(int rgb) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      mixed |= (((rgb >> shift & 255) * 128 + 255 * 127) / 255) << shift;
    }
    return mixed;
  }

  private static byte[] resource(String name) {
    try (InputStream in = TestImages.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
