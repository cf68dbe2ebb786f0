package com.imageflowcanvas.image;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bounded reads from a file or a part of it. Whoever reads past the end gets a problem that says
 * so, never an exception of arrays.
 *
 * @param what name of the format for messages, for example {@code "PNG"}
 * @param base where in {@code data} offset 0 lies
 * @param length bytes of this part
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record FileBytes(byte[] data, int base, int length, ByteOrder order, String what) {

  static FileBytes of(byte[] data, ByteOrder order, String what) {
    return new FileBytes(data, 0, data.length, order, what);
  }

  /** A part of this one; what of it lies outside is left out. */
  FileBytes part(long at, long wanted, ByteOrder partOrder) {
    int start = (int) Math.clamp(at, 0, length);
    int size = (int) Math.clamp(wanted, 0, length - start);
    return new FileBytes(data, base + start, size, partOrder, what);
  }

  /** The same bytes under another name. */
  FileBytes named(String name) {
    return new FileBytes(data, base, length, order, name);
  }

  int u8(long at) {
    need(at, 1);
    return data[base + (int) at] & 0xFF;
  }

  int u16(long at) {
    int first = u8(at);
    int second = u8(at + 1);
    return order == ByteOrder.BIG_ENDIAN ? first << 8 | second : second << 8 | first;
  }

  int u24(long at) {
    return order == ByteOrder.BIG_ENDIAN
        ? u8(at) << 16 | u8(at + 1) << 8 | u8(at + 2)
        : u8(at + 2) << 16 | u8(at + 1) << 8 | u8(at);
  }

  int i32(long at) {
    int first = u16(at);
    int second = u16(at + 2);
    return order == ByteOrder.BIG_ENDIAN ? first << 16 | second : second << 16 | first;
  }

  long u32(long at) {
    return i32(at) & 0xFFFF_FFFFL;
  }

  /** As far as a long goes. */
  long u64(long at) {
    long first = u32(at);
    long second = u32(at + 4);
    long high = order == ByteOrder.BIG_ENDIAN ? first : second;
    long low = order == ByteOrder.BIG_ENDIAN ? second : first;
    return high > Integer.MAX_VALUE ? Long.MAX_VALUE : high << 32 | low;
  }

  /** Whether these Latin-1 characters stand at this place; false where the file ends before. */
  boolean hasText(long at, String text) {
    if (at < 0 || at + text.length() > length) {
      return false;
    }
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    int from = base + (int) at;
    return Arrays.equals(data, from, from + wanted.length, wanted, 0, wanted.length);
  }

  void need(long at, long bytes) {
    if (at < 0 || at > length - bytes) {
      throw corrupt(
          "ends at byte " + length + " (expected: at least " + (at + bytes) + "); truncated?");
    }
  }

  ProblemException corrupt(String detail) {
    return new ProblemException(ErrorCode.IMAGE_CORRUPT, what + ": " + detail);
  }
}
