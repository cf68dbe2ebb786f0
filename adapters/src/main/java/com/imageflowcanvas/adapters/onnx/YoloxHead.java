package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.Size;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The head of YOLOX, grid not decoded: {@code cells x (5 + classes)}, one row per cell of the grids
 * of 8, 16 and 32 px: offset of the centre in cells, logarithm of width and height in cells, score
 * of there being something, then of each class, all 0..1. Source: {@code demo_postprocess} of
 * YOLOX.
 *
 * @param input px of the network's input
 */
record YoloxHead(Size input, int classes) implements Head {
  static final int BOX_FLOATS = 5;
  private static final int[] STRIDES = {8, 16, 32};

  /** Rows of the output at an input size. */
  static int cells(Size input) {
    int cells = 0;
    for (int stride : STRIDES) {
      cells += (input.width() / stride) * (input.height() / stride);
    }
    return cells;
  }

  @Override
  public String kind() {
    return "yolox";
  }

  @Override
  public InputStyle style() {
    return InputStyle.YOLOX;
  }

  @Override
  public long[] shape() {
    return new long[] {1, cells(input), BOX_FLOATS + classes};
  }

  @Override
  public Reader reader() {
    return new RowReader();
  }

  private final class RowReader implements Reader {
    private final float[] cell = new float[BOX_FLOATS + classes];

    @Override
    public void read(MemorySegment output, float threshold, Candidates into) {
      int row = 0;
      for (int stride : STRIDES) {
        int columns = input.width() / stride;
        int rows = input.height() / stride;
        for (int i = 0; i < columns * rows; i++, row++) {
          readCell(output, row, threshold, into, i % columns, i / columns, stride);
        }
      }
    }

    private void readCell(
        MemorySegment output, int row, float threshold, Candidates into, int x, int y, int stride) {
      long at = (long) row * cell.length * Float.BYTES;
      // no class can score higher than there being something; NaN falls through and is dropped
      if (output.get(ValueLayout.JAVA_FLOAT, at + 4 * Float.BYTES) < threshold) {
        return;
      }
      MemorySegment.copy(output, ValueLayout.JAVA_FLOAT, at, cell, 0, cell.length);
      int classId = bestClass();
      float score = cell[4] * cell[BOX_FLOATS + classId];
      if (score >= threshold) {
        into.addCentred(
            (cell[0] + x) * stride,
            (cell[1] + y) * stride,
            ((float) Math.exp(cell[2])) * stride,
            ((float) Math.exp(cell[3])) * stride,
            score,
            classId);
      }
    }

    private int bestClass() {
      int best = 0;
      for (int classId = 1; classId < classes; classId++) {
        if (cell[BOX_FLOATS + classId] > cell[BOX_FLOATS + best]) {
          best = classId;
        }
      }
      return best;
    }
  }
}
