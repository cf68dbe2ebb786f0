package com.imageflowcanvas.adapters.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The head of YOLOv8 and YOLO11: {@code (4 + classes) x boxes}, one column per box: centre x,
 * centre y, width and height in px of the input, then a score 0..1 for each class.
 *
 * @param boxes columns of the output
 */
record YoloHead(int classes, int boxes) implements Head {
  static final int BOX_FLOATS = 4;

  @Override
  public String kind() {
    return "yolo";
  }

  @Override
  public InputStyle style() {
    return InputStyle.YOLO;
  }

  @Override
  public long[] shape() {
    return new long[] {1, BOX_FLOATS + classes, boxes};
  }

  @Override
  public Reader reader() {
    return new ColumnReader();
  }

  /**
   * First takes the best score of every column, row by row as they lie in memory, and looks only
   * into the few columns that are good enough: six times as fast as column by column.
   */
  private final class ColumnReader implements Reader {
    private final float[] best = new float[boxes];
    private final float[] row = new float[boxes];

    @Override
    public void read(MemorySegment output, float threshold, Candidates into) {
      copyRow(output, BOX_FLOATS, best);
      for (int classId = 1; classId < classes; classId++) {
        copyRow(output, BOX_FLOATS + classId, row);
        for (int box = 0; box < boxes; box++) {
          best[box] = Math.max(best[box], row[box]);
        }
      }
      for (int box = 0; box < boxes; box++) {
        // never true for NaN
        if (best[box] >= threshold) {
          add(output, box, into);
        }
      }
    }

    private void add(MemorySegment output, int box, Candidates into) {
      into.addCentred(
          at(output, 0, box),
          at(output, 1, box),
          at(output, 2, box),
          at(output, 3, box),
          best[box],
          classOf(output, box));
    }

    private int classOf(MemorySegment output, int box) {
      int classId = 0;
      while (classId < classes - 1 && at(output, BOX_FLOATS + classId, box) != best[box]) {
        classId++;
      }
      return classId;
    }

    private void copyRow(MemorySegment output, int index, float[] into) {
      MemorySegment.copy(
          output, ValueLayout.JAVA_FLOAT, (long) index * boxes * Float.BYTES, into, 0, boxes);
    }

    private float at(MemorySegment output, int index, int box) {
      return output.getAtIndex(ValueLayout.JAVA_FLOAT, (long) index * boxes + box);
    }
  }
}
