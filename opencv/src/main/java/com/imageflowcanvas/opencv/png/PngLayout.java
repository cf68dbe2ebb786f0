package com.imageflowcanvas.opencv.png;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a PNG stores its rows and where their compressed bytes lie.
 *
 * @param bits of a sample: 8 or 16
 * @param palette BGR of each color on white, 3 bytes each; empty where pixels are no indices
 * @param data offsets and lengths of the IDAT chunks, by turns
 */
@SuppressWarnings("ArrayRecordComponent") // read row by row, never compared
record PngLayout(int width, int height, int bits, int channels, byte[] palette, int[] data) {
  private static final int SIGNATURE_BYTES = 8;
  private static final int PALETTE = 3;

  /** Channels by color type; 0 where there is no such type. */
  private static final int[] CHANNELS = {1, 0, 3, 1, 2, 0, 4};

  /**
   * Reads the chunks of a file that is complete.
   *
   * @return empty for what is read otherwise: interlaced, less than 8 bits, a transparent color,
   *     what the format does not know
   */
  static Optional<PngLayout> of(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    int bits = file[SIGNATURE_BYTES + 16];
    int type = file[SIGNATURE_BYTES + 17];
    boolean interlaced = file[SIGNATURE_BYTES + 20] != 0;
    boolean known = type >= 0 && type < CHANNELS.length && CHANNELS[type] != 0;
    if (!known || interlaced || bits != 8 && bits != 16 || type == PALETTE && bits != 8) {
      return Optional.empty();
    }
    byte[] colors = {};
    byte[] alphas = {};
    List<Integer> data = new ArrayList<>();
    for (int at = SIGNATURE_BYTES; at + 8 <= file.length; at += 12 + in.getInt(at)) {
      int size = in.getInt(at);
      switch (new String(file, at + 4, 4, StandardCharsets.ISO_8859_1)) {
        case "PLTE" -> colors = Arrays.copyOfRange(file, at + 8, at + 8 + size);
        case "tRNS" -> alphas = Arrays.copyOfRange(file, at + 8, at + 8 + size);
        case "IDAT" -> data.addAll(List.of(at + 8, size));
        case "acTL" -> {
          return Optional.empty();
        }
        case "IEND" -> {
          return layout(in, type, colors, alphas, data);
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static Optional<PngLayout> layout(
      ByteBuffer in, int type, byte[] colors, byte[] alphas, List<Integer> data) {
    if (type != PALETTE && alphas.length > 0 || type == PALETTE && colors.length % 3 != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new PngLayout(
            in.getInt(SIGNATURE_BYTES + 8),
            in.getInt(SIGNATURE_BYTES + 12),
            in.get(SIGNATURE_BYTES + 16),
            CHANNELS[type],
            type == PALETTE ? onWhite(colors, alphas) : new byte[0],
            data.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Indices outside the palette are black. */
  private static byte[] onWhite(byte[] rgb, byte[] alphas) {
    byte[] bgr = new byte[3 * 256];
    for (int color = 0; color < rgb.length / 3 && color < 256; color++) {
      int alpha = color < alphas.length ? alphas[color] & 0xFF : 255;
      for (int channel = 0; channel < 3; channel++) {
        int value = rgb[3 * color + channel] & 0xFF;
        bgr[3 * color + 2 - channel] = (byte) PngPixels.onWhite(value, alpha);
      }
    }
    return bgr;
  }

  boolean hasPalette() {
    return palette.length > 0;
  }

  int bytesPerPixel() {
    return channels * bits / 8;
  }

  int rowBytes() {
    return Math.multiplyExact(width, bytesPerPixel());
  }
}
