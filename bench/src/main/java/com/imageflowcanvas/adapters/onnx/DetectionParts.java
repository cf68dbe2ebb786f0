package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The parts of a detection before and after the network, for benchmarks; they are no business of
 * anybody else, so this lies in their package and not in their module.
 */
public final class DetectionParts {
  private static final float OVERLAP = 0.45f;
  private static final int LIMIT = 300;

  private final LetterboxPainter painter;
  private final Head.Reader reader;
  private final MemorySegment output;
  private final Candidates candidates = new Candidates();

  private DetectionParts(Size input, Head head) {
    int inputFloats = Scaler.PLANES * input.width() * input.height();
    long outputFloats = head.shape()[1] * head.shape()[2];
    this.painter =
        new LetterboxPainter(
            Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, inputFloats), input, head.style());
    this.reader = head.reader();
    this.output = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, outputFloats);
  }

  /** YOLO11 of 80 classes. */
  public static DetectionParts yolo(int width, int height) {
    Size input = new Size(width, height);
    return new DetectionParts(input, new YoloHead(80, YoloxHead.cells(input)));
  }

  /** YOLOX of 80 classes. */
  public static DetectionParts yolox(int width, int height) {
    Size input = new Size(width, height);
    return new DetectionParts(input, new YoloxHead(input, 80));
  }

  /** The output that {@link #boxes} reads. */
  public MemorySegment output() {
    return output;
  }

  public void paint(Raster image) {
    painter.paint(image);
  }

  /** Reads the output and suppresses; gives how many boxes stay. */
  public int boxes(float threshold) {
    candidates.clear();
    reader.read(output, threshold, candidates);
    return NonMaxSuppression.keep(candidates, OVERLAP, _ -> true, LIMIT).length;
  }
}
