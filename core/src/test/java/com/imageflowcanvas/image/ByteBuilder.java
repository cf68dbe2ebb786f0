package com.imageflowcanvas.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Puts image headers together by hand. */
final class ByteBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  ByteBuilder(ByteOrder order) {
    this.order = order;
  }

  static ByteBuilder big() {
    return new ByteBuilder(ByteOrder.BIG_ENDIAN);
  }

  static ByteBuilder little() {
    return new ByteBuilder(ByteOrder.LITTLE_ENDIAN);
  }

  ByteBuilder bytes(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  ByteBuilder raw(byte[] values) {
    out.writeBytes(values);
    return this;
  }

  ByteBuilder text(String latin1) {
    return raw(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  ByteBuilder u16(int value) {
    return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
  }

  ByteBuilder u32(long value) {
    return raw(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
  }

  ByteBuilder zeros(int count) {
    return raw(new byte[count]);
  }

  /** A chunk of a PNG with its checksum. */
  ByteBuilder pngChunk(String type, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
    crc.update(content);
    return u32(content.length).text(type).raw(content).u32(crc.getValue());
  }

  /** A TIFF structure of one directory with an orientation and nothing else. */
  ByteBuilder tiffOrientation(int orientation) {
    text(order == ByteOrder.BIG_ENDIAN ? "MM" : "II").u16(42).u32(8);
    u16(1).u16(274).u16(3).u32(1).u16(orientation).u16(0);
    return u32(0);
  }

  byte[] build() {
    return out.toByteArray();
  }
}
