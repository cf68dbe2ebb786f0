package com.imageflowcanvas.image;

/** Width and height in px. */
public record Size(int width, int height) {
  public Size max(Size other) {
    return new Size(Math.max(width, other.width), Math.max(height, other.height));
  }
}
