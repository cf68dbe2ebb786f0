package com.imageflowcanvas.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks the marker segments of a JPEG (ITU-T T.81, B.1), jumping over entropy-coded data and, as
 * libjpeg does, over stray bytes between segments.
 */
final class JpegSegments {
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int APP1 = 0xE1;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private final FileBytes in;
  private int position = 2;
  private int marker;
  private int payload;
  private int payloadLength;

  JpegSegments(FileBytes in) {
    this.in = in;
  }

  /** Goes to the next segment; false where the file ends without one. */
  boolean next() {
    int at = nextMarker(in.data(), position, in.length());
    if (at < 0) {
      return false;
    }
    marker = in.u8(at);
    payload = at + 1;
    payloadLength = 0;
    if (!standsAlone(marker)) {
      if (payload + 2 > in.length()) {
        return false;
      }
      int length = in.u16(payload);
      if (length < 2) {
        throw in.corrupt(
            "segment of " + length + " bytes at byte " + (at - 1) + " (expected: at least 2)");
      }
      payload += 2;
      payloadLength = length - 2;
      if (payload + payloadLength > in.length()) {
        return false;
      }
    }
    position = payload + payloadLength;
    return true;
  }

  /** Second byte of the marker. */
  int marker() {
    return marker;
  }

  /** What follows the length field. */
  FileBytes payload() {
    return in.part(payload, payloadLength, in.order());
  }

  /** Whether the marker begins a frame: SOF0 to SOF15 without DHT, JPG and DAC. */
  boolean isFrame() {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean standsAlone(int marker) {
    return marker == EOI || marker == 0xD8 || marker == 0x01;
  }

  /**
   * Index of a marker's second byte, or -1. In entropy-coded data FF 00 is a stuffed FF and FF D0
   * to FF D7 are restarts; any other byte after FF, except a further FF, is a marker.
   */
  static int nextMarker(byte[] data, int from, int end) {
    int at = nextFf(data, from, end);
    while (at + 1 < end) {
      int code = data[at + 1] & 0xFF;
      if (code != 0 && code != 0xFF && (code & 0xF8) != 0xD0) {
        return at + 1;
      }
      at = nextFf(data, at + 1, end);
    }
    return -1;
  }

  /** Index of the next FF, or the end; looks at eight bytes at a time. */
  private static int nextFf(byte[] data, int from, int end) {
    int at = from;
    while (at + Long.BYTES <= end) {
      long word = (long) WORDS.get(data, at);
      // a byte is FF where its complement is zero: the lowest bit that is set marks the first one
      long found = (~word - ONES) & word & HIGH_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < end && data[at] != (byte) 0xFF) {
      at++;
    }
    return at;
  }
}
