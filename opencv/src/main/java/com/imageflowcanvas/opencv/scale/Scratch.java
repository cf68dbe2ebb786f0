package com.imageflowcanvas.opencv.scale;

import java.lang.ref.SoftReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Arrays to work in, kept from image to image: a megabyte or two of garbage for each would fill the
 * heap's pages and the processor's cache. There are as many as images are scaled at once, and none
 * when memory is short. One user at a time.
 */
final class Scratch implements AutoCloseable {
  private static final Queue<SoftReference<Scratch>> IDLE = new ConcurrentLinkedQueue<>();

  private byte[] columns = {};
  private byte[] scaled = {};
  private byte[] rows = {};

  private Scratch() {}

  /** Closing it gives it back. */
  static Scratch take() {
    for (SoftReference<Scratch> idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
      Scratch scratch = idle.get();
      if (scratch != null) {
        return scratch;
      }
    }
    return new Scratch();
  }

  /** At least this long, with anything in it; so are the others. */
  byte[] columns(int length) {
    columns = columns.length < length ? new byte[length] : columns;
    return columns;
  }

  byte[] scaled(int length) {
    scaled = scaled.length < length ? new byte[length] : scaled;
    return scaled;
  }

  byte[] rows(int length) {
    rows = rows.length < length ? new byte[length] : rows;
    return rows;
  }

  @Override
  public void close() {
    IDLE.add(new SoftReference<>(this));
  }
}
