package com.imageflowcanvas.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes numbers in one byte order. */
final class ByteWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  ByteWriter(ByteOrder order) {
    this.order = order;
  }

  ByteWriter u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  ByteWriter u16(int... values) {
    for (int value : values) {
      raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }
    return this;
  }

  ByteWriter u32(long... values) {
    for (long value : values) {
      raw(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
    }
    return this;
  }

  ByteWriter u64(long... values) {
    for (long value : values) {
      raw(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }
    return this;
  }

  ByteWriter text(String latin1) {
    return raw(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  ByteWriter raw(byte[] values) {
    out.writeBytes(values);
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
