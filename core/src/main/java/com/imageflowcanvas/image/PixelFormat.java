package com.imageflowcanvas.image;

/** How a pixel lies in memory. Images in frames are {@link #BGR24}; masks are {@link #GRAY8}. */
public enum PixelFormat {
  GRAY8(1),
  BGR24(3);

  private final int channels;

  PixelFormat(int channels) {
    this.channels = channels;
  }

  /** Bytes per pixel; every channel is 8 bit. */
  public int channels() {
    return channels;
  }
}
