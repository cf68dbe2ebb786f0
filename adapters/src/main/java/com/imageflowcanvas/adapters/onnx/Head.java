package com.imageflowcanvas.adapters.onnx;

import static java.util.stream.Collectors.joining;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.model.ModelName;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** How the output of a network is to be read. Immutable. */
sealed interface Head permits YoloHead, YoloxHead {
  int MAX_CLASSES = 20_000;

  /** More floats than that is no detector of ours but a mistake or an attack. */
  long MAX_FLOATS = 64_000_000;

  /** Word for people: {@code yolo} or {@code yolox}. */
  String kind();

  InputStyle style();

  int classes();

  /** Shape of the output. */
  long[] shape();

  /** Whoever reads a head brings a reader, because reading needs room of its own. */
  Reader reader();

  /** Reads one output after the other; belongs to one thread. */
  interface Reader {
    /**
     * Adds all boxes that are at least as confident as the threshold.
     *
     * @param output the floats of the network's output
     */
    void read(MemorySegment output, float threshold, Candidates into);
  }

  /**
   * Recognises a head by the shape of its output.
   *
   * @param input px of the network's input
   */
  static Head recognise(ModelName name, Size input, long[] output) {
    if (output.length == 3 && output[0] == 1 && isSane(output[1], output[2])) {
      int rows = (int) output[1];
      int columns = (int) output[2];
      int cells = YoloxHead.cells(input);
      if (rows == cells && columns > YoloxHead.BOX_FLOATS && columns != cells) {
        return new YoloxHead(input, columns - YoloxHead.BOX_FLOATS);
      }
      if (rows > YoloHead.BOX_FLOATS && (columns > rows || columns == cells)) {
        return new YoloHead(rows - YoloHead.BOX_FLOATS, columns);
      }
    }
    throw notUnderstood(name, input, output);
  }

  /** For people; a side that the file leaves open is a question mark. */
  static String text(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(side -> side < 0 ? "?" : Long.toString(side))
        .collect(joining("x"));
  }

  private static boolean isSane(long rows, long columns) {
    return rows >= 1
        && columns >= 1
        && Math.min(rows, columns) <= MAX_CLASSES
        && rows <= MAX_FLOATS
        && columns <= MAX_FLOATS / rows;
  }

  private static ProblemException notUnderstood(ModelName name, Size input, long[] output) {
    return InvalidModel.because(
        name,
        "output %s with input %dx%d is not understood (expected: 1x(4+classes)xN as of YOLOv8 and YOLO11, or at this input 1x%dx(5+classes) as of YOLOX)"
            .formatted(text(output), input.width(), input.height(), YoloxHead.cells(input)));
  }
}
