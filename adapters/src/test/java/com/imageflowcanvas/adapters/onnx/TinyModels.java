package com.imageflowcanvas.adapters.onnx;

import java.util.List;
import java.util.Map;

/**
 * Networks of a few numbers that "see" one colour: {@code output = base + slope * light}, where
 * light is the mean of one plane of the input. So a test knows exactly what has to come out.
 */
final class TinyModels {
  static final int WIDTH = 96;
  static final int HEIGHT = 64;
  static final int CELLS = YoloxHead.cells(new com.imageflowcanvas.image.Size(WIDTH, HEIGHT));

  private TinyModels() {}

  /** One box proposed by a network, in px of its input; the score is {@code gain * light}. */
  record Proposal(int at, float x, float y, float width, float height, int classId, float gain) {}

  /** YOLO11 head; {@code plane} of the input (0 is red) is the light, 0..1. */
  static OnnxGraph yolo(int classes, int boxes, int plane, Proposal... proposals) {
    float[] base = new float[(4 + classes) * boxes];
    float[] slope = new float[base.length];
    for (Proposal p : proposals) {
      base[p.at] = p.x;
      base[boxes + p.at] = p.y;
      base[2 * boxes + p.at] = p.width;
      base[3 * boxes + p.at] = p.height;
      slope[(4 + p.classId) * boxes + p.at] = p.gain;
    }
    return yolo(base, slope, plane, 4 + classes, boxes);
  }

  static OnnxGraph yolo(float[] base, float[] slope, int plane, int rows, int columns) {
    return light("images", "output0", plane, base, slope, rows, columns)
        .input("images", OnnxGraph.FLOAT, 1, 3, HEIGHT, WIDTH)
        .output("output0", OnnxGraph.FLOAT, 1, rows, columns);
  }

  /**
   * YOLOX head; numbers of a row as they lie in the file; the score of there being something is
   * {@code row[4] * light}, where light is one plane (0 is blue), 0..255, over 255.
   */
  static OnnxGraph yolox(int classes, int plane, Map<Integer, float[]> rows) {
    int columns = 5 + classes;
    float[] base = new float[CELLS * columns];
    float[] slope = new float[base.length];
    rows.forEach(
        (row, values) -> {
          System.arraycopy(values, 0, base, row * columns, columns);
          base[row * columns + 4] = 0;
          slope[row * columns + 4] = values[4] / 255;
        });
    return light("images", "output", plane, base, slope, CELLS, columns)
        .input("images", OnnxGraph.FLOAT, 1, 3, HEIGHT, WIDTH)
        .output("output", OnnxGraph.FLOAT, 1, CELLS, columns);
  }

  /** A head over a long chain of products, so that a run takes long enough to be stopped. */
  static OnnxGraph slow(int products) {
    int side = 384;
    float[] same = new float[side * side];
    for (int i = 0; i < side; i++) {
      same[i * side + i] = 1;
    }
    OnnxGraph graph =
        new OnnxGraph()
            .input("images", OnnxGraph.FLOAT, 1, 3, HEIGHT, WIDTH)
            .output("output0", OnnxGraph.FLOAT, 1, 5, CELLS)
            .constant("same", same, side, side)
            .constant("base", new float[5 * CELLS], 1, 5, CELLS)
            .mean("images", "light", 0, 1, 2, 3)
            .node("Add", List.of("same", "light"), "product0");
    for (int i = 0; i < products; i++) {
      graph.node("MatMul", List.of("product" + i, "same"), "product" + (i + 1));
    }
    return graph
        .mean("product" + products, "sum", 0, 1)
        .node("Add", List.of("base", "sum"), "output0");
  }

  /** {@code output = base + slope * light}; inputs and outputs still to be declared. */
  static OnnxGraph light(
      String input, String output, int plane, float[] base, float[] slope, int rows, int columns) {
    float[] pick = new float[3];
    pick[plane] = 1;
    return new OnnxGraph()
        .constant("pick", pick, 3, 1)
        .constant("base", base, 1, rows, columns)
        .constant("slope", slope, 1, rows, columns)
        .mean(input, "means", 2, 3)
        .node("MatMul", List.of("means", "pick"), "light")
        .node("Mul", List.of("light", "slope"), "gain")
        .node("Add", List.of("gain", "base"), output);
  }
}
