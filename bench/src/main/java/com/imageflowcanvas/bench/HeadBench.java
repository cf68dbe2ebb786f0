package com.imageflowcanvas.bench;

import com.imageflowcanvas.adapters.onnx.DetectionParts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Output of a network to boxes: 84x8400 of YOLO11 and 3549x85 of YOLOX, with 100 good boxes. */
@State(Scope.Thread)
public class HeadBench {
  private static final int GOOD = 100;
  private static final float THRESHOLD = 0.5f;

  private final DetectionParts yolo = DetectionParts.yolo(640, 640);
  private final DetectionParts yolox = DetectionParts.yolox(416, 416);

  @Setup
  public void fill() {
    Random random = new Random(5);
    fillWithWeakScores(yolo.output(), random);
    fillWithWeakScores(yolox.output(), random);
    for (int i = 0; i < GOOD; i++) {
      int box = random.nextInt(8400);
      for (int row = 0; row < 4; row++) {
        set(yolo.output(), row * 8400 + box, 20 + random.nextFloat(600));
      }
      set(yolo.output(), (4 + random.nextInt(80)) * 8400 + box, 0.5f + random.nextFloat(0.5f));
      int row = random.nextInt(3549) * 85;
      set(yolox.output(), row + 4, 0.9f);
      set(yolox.output(), row + 5 + random.nextInt(80), 0.6f + random.nextFloat(0.4f));
    }
  }

  @Benchmark
  public int yolo() {
    return yolo.boxes(THRESHOLD);
  }

  @Benchmark
  public int yolox() {
    return yolox.boxes(THRESHOLD);
  }

  private static void fillWithWeakScores(MemorySegment output, Random random) {
    for (long i = 0; i < output.byteSize() / Float.BYTES; i++) {
      output.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat(0.1f));
    }
  }

  private static void set(MemorySegment output, long at, float value) {
    output.setAtIndex(ValueLayout.JAVA_FLOAT, at, value);
  }
}
