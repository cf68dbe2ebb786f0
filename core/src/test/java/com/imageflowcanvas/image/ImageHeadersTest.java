package com.imageflowcanvas.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.nio.ByteOrder;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeadersTest {
  private static final int[] EOI = {0xFF, 0xD9};

  @Test
  void jpegTellsItsSizeFromTheFrameHeader() {
    assertThat(ImageHeaders.read(jpeg(0xC0, 640, 480, 1).build()))
        .isEqualTo(new ImageHeader(ImageFormat.JPEG, 640, 480, Orientation.UPRIGHT, 1, 1));
  }

  @Test
  void jpegCountsItsScans() {
    assertThat(ImageHeaders.read(jpeg(0xC2, 8, 8, 70).build()).scans()).isEqualTo(70);
    assertThat(ImageHeaders.read(jpeg(0xC2, 8, 8, 5000).build()).scans()).isEqualTo(1000);
  }

  @Test
  void jpegIgnoresTheFrameOfAThumbnailInAnApplicationSegment() {
    byte[] thumbnail = frame(0xC0, 160, 120).build();
    byte[] file =
        ByteBuilder.big()
            .bytes(0xFF, 0xD8, 0xFF, 0xE2)
            .u16(2 + thumbnail.length)
            .raw(thumbnail)
            .raw(frame(0xC0, 640, 480).build())
            .build();
    assertThat(ImageHeaders.read(file).width()).isEqualTo(640);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void jpegTellsItsExifOrientation(int value) {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      byte[] exif =
          ByteBuilder.big()
              .text("Exif\0\0")
              .raw(new ByteBuilder(order).tiffOrientation(value).build())
              .build();
      ImageHeader header = ImageHeaders.read(withApp1(exif));
      assertThat(header.orientation()).isEqualTo(Orientation.ofExif(value));
      assertThat(header.uprightSize())
          .isEqualTo(value >= 5 ? new Size(480, 640) : new Size(640, 480));
    }
  }

  @Test
  void jpegWithBrokenExifIsUpright() {
    byte[] exif = ByteBuilder.big().text("Exif\0\0II*\0").u32(0xFFFFFFF0L).build();
    assertThat(ImageHeaders.read(withApp1(exif)).orientation()).isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void jpegWithoutAFrameHeaderIsRefused() {
    refused(new byte[] {(byte) 0xFF, (byte) 0xD8}, ErrorCode.IMAGE_CORRUPT)
        .hasMessageContaining("no frame header in 2 bytes (expected: SOF); truncated?");
    refused(
            ByteBuilder.big().bytes(0xFF, 0xD8, 0xFF, 0xDA).u16(2).bytes(EOI).build(),
            ErrorCode.IMAGE_CORRUPT)
        .hasMessageContaining("scan before the frame header");
  }

  @Test
  void jpegWithTwoFrameHeadersIsRefused() {
    byte[] file =
        ByteBuilder.big()
            .bytes(0xFF, 0xD8)
            .raw(frame(0xC0, 8, 8).build())
            .raw(frame(0xC0, 60000, 60000).build())
            .build();
    refused(file, ErrorCode.IMAGE_CORRUPT).hasMessageContaining("a second frame header");
  }

  @Test
  void jpegIsCompleteWithAnEndMarkerWhateverFollows() {
    byte[] whole = jpeg(0xC0, 8, 8, 1).text("trailing notes").build();
    assertThatCode(() -> ImageHeaders.requireComplete(whole)).doesNotThrowAnyException();
  }

  @Test
  void jpegWithoutItsEndIsIncomplete() {
    byte[] whole = jpeg(0xC0, 8, 8, 2).build();
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 2);
    assertThatThrownBy(() -> ImageHeaders.requireComplete(cut))
        .hasMessageContaining("(expected: an end marker); truncated?");
  }

  @Test
  void pngTellsSizeFramesAndOrientation() {
    byte[] file =
        png(300, 200)
            .pngChunk("acTL", ByteBuilder.big().u32(7).u32(0).build())
            .pngChunk("eXIf", ByteBuilder.big().tiffOrientation(6).build())
            .pngChunk("IEND", new byte[0])
            .build();
    assertThat(ImageHeaders.read(file))
        .isEqualTo(new ImageHeader(ImageFormat.PNG, 300, 200, Orientation.ROTATED_90, 7, 1));
  }

  @Test
  void pngOfSixtyThousandASideIsReadSoThatTheLimitCanNameIt() {
    ImageHeader header = ImageHeaders.read(png(60000, 60000).build());
    assertThatThrownBy(() -> ImageLimits.DEFAULT.check(header))
        .hasMessageContaining("60000x60000 px (expected: at most 16384 a side)");
  }

  @Test
  void pngOfSizeZeroIsRefused() {
    refused(png(0, 0).build(), ErrorCode.IMAGE_CORRUPT)
        .hasMessageContaining("PNG: size 0x0 px (expected: at least 1x1)");
    refused(png(-1, 5).build(), ErrorCode.IMAGE_CORRUPT).hasMessageContaining("width: 4294967295");
  }

  @Test
  void pngNeedsItsEndAndItsChecksumsToBeComplete() {
    byte[] whole = png(1, 1).pngChunk("IDAT", new byte[9]).pngChunk("IEND", new byte[0]).build();
    assertThatCode(() -> ImageHeaders.requireComplete(whole)).doesNotThrowAnyException();
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 12);
    assertThatThrownBy(() -> ImageHeaders.requireComplete(cut)).hasMessageContaining("IEND");
    whole[whole.length - 20]++;
    assertThatThrownBy(() -> ImageHeaders.requireComplete(whole)).hasMessageContaining("checksum");
  }

  @Test
  void gifTellsScreenAndFrames() {
    byte[] file = gif(320, 240, 3).bytes(0x3B).build();
    assertThat(ImageHeaders.read(file))
        .isEqualTo(new ImageHeader(ImageFormat.GIF, 320, 240, Orientation.UPRIGHT, 3, 1));
    assertThatCode(() -> ImageHeaders.requireComplete(file)).doesNotThrowAnyException();
  }

  @Test
  void gifIsIncompleteWhenItsFirstImageIsCut() {
    byte[] cut = gif(320, 240, 0).bytes(0x2C).zeros(9).bytes(2, 200, 1, 2, 3).build();
    assertThat(ImageHeaders.read(cut).frames()).isEqualTo(1);
    assertThatThrownBy(() -> ImageHeaders.requireComplete(cut)).hasMessageContaining("truncated?");
  }

  @Test
  void firstImageOfAGifLeavesOutTheOthers() {
    byte[] one = gif(320, 240, 1).bytes(0x3B).build();
    byte[] three = gif(320, 240, 3).bytes(0x3B).build();
    assertThat(ImageHeaders.firstImage(three)).isEqualTo(one);
    assertThat(ImageHeaders.firstImage(one)).isSameAs(one);
    byte[] open = gif(320, 240, 1).build();
    assertThat(ImageHeaders.firstImage(open)).isSameAs(open);
  }

  @Test
  void gifWithoutAnyImageIsRefused() {
    refused(gif(320, 240, 0).bytes(0x3B).build(), ErrorCode.IMAGE_CORRUPT)
        .hasMessageContaining("no image");
  }

  @Test
  void webpTellsItsSizeInAllThreeForms() {
    byte[] lossy =
        ByteBuilder.little()
            .text("RIFF")
            .u32(22)
            .text("WEBPVP8 ")
            .u32(10)
            .bytes(0, 0, 0, 0x9D, 0x01, 0x2A)
            .u16(550)
            .u16(368)
            .build();
    assertThat(ImageHeaders.read(lossy).uprightSize()).isEqualTo(new Size(550, 368));
    byte[] lossless =
        ByteBuilder.little()
            .text("RIFF")
            .u32(18)
            .text("WEBPVP8L")
            .u32(5)
            .bytes(0x2F)
            .u32(399 | 300 << 14)
            .build();
    assertThat(ImageHeaders.read(lossless).uprightSize()).isEqualTo(new Size(400, 301));
    byte[] extended =
        ByteBuilder.little()
            .text("RIFF")
            .u32(200)
            .text("WEBPVP8X")
            .u32(10)
            .bytes(0x0A, 0, 0, 0, 0x1F, 0x03, 0, 0x57, 0x02, 0)
            .text("ANMF")
            .u32(3)
            .zeros(4)
            .text("ANMF")
            .u32(0)
            .text("EXIF")
            .u32(26)
            .raw(ByteBuilder.little().tiffOrientation(8).build())
            .build();
    assertThat(ImageHeaders.read(extended))
        .isEqualTo(new ImageHeader(ImageFormat.WEBP, 800, 600, Orientation.ROTATED_270, 2, 1));
    assertThatThrownBy(() -> ImageHeaders.requireComplete(extended))
        .hasMessageContaining("truncated?");
  }

  @Test
  void bmpTellsItsSizeInOldAndNewHeadersAndTopDown() {
    assertThat(ImageHeaders.read(bmp(40, 33, -21)).uprightSize()).isEqualTo(new Size(33, 21));
    byte[] core =
        ByteBuilder.little().text("BM").zeros(12).u32(12).u16(5).u16(6).u16(1).u16(24).build();
    assertThat(ImageHeaders.read(core).uprightSize()).isEqualTo(new Size(5, 6));
    refused(bmp(40, -1, 5), ErrorCode.IMAGE_CORRUPT).hasMessageContaining("width: -1");
    assertThatThrownBy(() -> ImageHeaders.requireComplete(bmp(40, 33, 21)))
        .hasMessageContaining("truncated?");
  }

  @Test
  void tiffIsReadInBothByteOrdersWithItsPages() {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuilder file = new ByteBuilder(order);
      file.text(order == ByteOrder.BIG_ENDIAN ? "MM" : "II").u16(42).u32(8);
      file.u16(3).u16(256).u16(3).u32(1).u16(70).u16(0).u16(257).u16(4).u32(1).u32(50);
      file.u16(274).u16(3).u32(1).u16(3).u16(0).u32(50).u16(0).u32(0);
      assertThat(ImageHeaders.read(file.build()))
          .isEqualTo(new ImageHeader(ImageFormat.TIFF, 70, 50, Orientation.ROTATED_180, 2, 1));
    }
  }

  @Test
  void tiffWhosePagesGoInACircleIsStillRead() {
    byte[] file =
        ByteBuilder.little()
            .text("II*\0")
            .u32(8)
            .u16(2)
            .u16(256)
            .u16(3)
            .u32(1)
            .u32(9)
            .u16(257)
            .u16(3)
            .u32(1)
            .u32(9)
            .u32(8)
            .build();
    assertThat(ImageHeaders.read(file).frames()).isEqualTo(1);
  }

  @Test
  void emptyFileHasItsOwnWords() {
    refused(new byte[0], ErrorCode.IMAGE_NOT_RECOGNIZED)
        .hasMessageContaining("empty file: 0 bytes (expected: an image)");
  }

  @ParameterizedTest
  @CsvSource({
    "'<html><script>', HTML or XML",
    "'<svg xmlns=', SVG",
    "'%PDF-1.7', PDF",
    "'hello world', 'begins with \"hello wo\"'",
    "'BM the best', 'begins with \"BM the b\"'",
    "'....ftypheic', HEIC"
  })
  void whatIsNoImageIsNamed(String content, String named) {
    refused(ByteBuilder.big().text(content).build(), ErrorCode.IMAGE_NOT_RECOGNIZED)
        .hasMessageContaining(named)
        .hasMessageContaining("(expected: JPEG, PNG, WebP, BMP, TIFF or GIF)");
  }

  @Test
  void binaryRubbishIsShownInHex() {
    refused(new byte[] {0, 1, (byte) 0xAB}, ErrorCode.IMAGE_NOT_RECOGNIZED)
        .hasMessageContaining("the bytes 00 01 ab");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      byte[] file, ErrorCode code) {
    return assertThatThrownBy(() -> ImageHeaders.read(file))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  private static ByteBuilder frame(int marker, int width, int height) {
    return ByteBuilder.big()
        .bytes(0xFF, marker)
        .u16(17)
        .bytes(8)
        .u16(height)
        .u16(width)
        .bytes(3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);
  }

  private static ByteBuilder jpeg(int marker, int width, int height, int scans) {
    ByteBuilder file =
        ByteBuilder.big().bytes(0xFF, 0xD8).raw(frame(marker, width, height).build());
    for (int i = 0; i < scans; i++) {
      file.bytes(0xFF, 0xDA).u16(4).bytes(1, 1, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56);
    }
    return file.bytes(EOI);
  }

  private static byte[] withApp1(byte[] payload) {
    return ByteBuilder.big()
        .bytes(0xFF, 0xD8, 0xFF, 0xE1)
        .u16(2 + payload.length)
        .raw(payload)
        .raw(frame(0xC0, 640, 480).build())
        .bytes(EOI)
        .build();
  }

  private static ByteBuilder png(int width, int height) {
    byte[] header = ByteBuilder.big().u32(width).u32(height).bytes(8, 2, 0, 0, 0).build();
    return ByteBuilder.big().text("\u0089PNG\r\n\u001a\n").pngChunk("IHDR", header);
  }

  private static ByteBuilder gif(int width, int height, int frames) {
    ByteBuilder file =
        ByteBuilder.little().text("GIF89a").u16(width).u16(height).bytes(0x80, 0, 0).zeros(6);
    for (int i = 0; i < frames; i++) {
      file.bytes(0x21, 0xF9, 4, 0, 0, 0, 0, 0);
      file.bytes(0x2C).zeros(8).bytes(0x80).zeros(6).bytes(2, 2, 0x44, 0x01, 0);
    }
    return file;
  }

  private static byte[] bmp(int headerBytes, int width, int height) {
    return ByteBuilder.little()
        .text("BM")
        .zeros(8)
        .u32(54)
        .u32(headerBytes)
        .u32(width)
        .u32(height)
        .u16(1)
        .u16(24)
        .zeros(24)
        .build();
  }
}
