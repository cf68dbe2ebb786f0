package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Paints images into the input of a network: letterboxed, as three planes of floats. Images of one
 * size after the other share the border and all tables. Belongs to one thread.
 */
final class LetterboxPainter {
  private final MemorySegment tensor;
  private final Size input;
  private final InputStyle style;
  private @Nullable Canvas canvas;

  /**
   * @param tensor {@code 3 * height * width} floats, written by nobody else
   */
  LetterboxPainter(MemorySegment tensor, Size input, InputStyle style) {
    this.tensor = tensor;
    this.input = input;
    this.style = style;
  }

  Letterbox paint(Raster image) {
    Canvas fitting = canvasFor(new Size(image.width(), image.height()), image.format());
    fitting.scaler.start(image);
    for (int y = 0; y < fitting.letterbox.scaled().height(); y++) {
      fitting.scaler.row(y, fitting.row);
      toUnits(fitting.row);
      write(fitting, y);
    }
    return fitting.letterbox;
  }

  private void toUnits(float[] levels) {
    float unit = style.unit();
    for (int i = 0; i < levels.length; i++) {
      levels[i] *= unit;
    }
  }

  private void write(Canvas from, int y) {
    int width = from.letterbox.scaled().width();
    for (int plane = 0; plane < Scaler.PLANES; plane++) {
      long at = offset(plane, from.letterbox.top() + y, from.letterbox.left());
      MemorySegment.copy(from.row, plane * width, tensor, ValueLayout.JAVA_FLOAT, at, width);
    }
  }

  private long offset(int plane, int y, int x) {
    return (((long) plane * input.height() + y) * input.width() + x) * Float.BYTES;
  }

  private Canvas canvasFor(Size image, PixelFormat format) {
    Canvas now = canvas;
    if (now != null && now.fits(image, format)) {
      return now;
    }
    Canvas next = new Canvas(format, style.letterbox(image, input), style);
    canvas = next;
    fillWithBorder();
    return next;
  }

  private void fillWithBorder() {
    float grey = InputStyle.BORDER * style.unit();
    long floats = tensor.byteSize() / Float.BYTES;
    for (long i = 0; i < floats; i++) {
      tensor.setAtIndex(ValueLayout.JAVA_FLOAT, i, grey);
    }
  }

  /** What images of one size and format share. */
  private static final class Canvas {
    private final PixelFormat format;
    private final Letterbox letterbox;
    private final Scaler scaler;

    /** One row of the result, plane after plane. */
    private final float[] row;

    Canvas(PixelFormat format, Letterbox letterbox, InputStyle style) {
      this.format = format;
      this.letterbox = letterbox;
      this.scaler = Scaler.of(letterbox, format, style);
      this.row = new float[Scaler.PLANES * letterbox.scaled().width()];
    }

    boolean fits(Size image, PixelFormat other) {
      return letterbox.source().equals(image) && format == other;
    }
  }
}
