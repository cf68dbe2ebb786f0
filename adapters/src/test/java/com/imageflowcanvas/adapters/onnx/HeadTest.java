package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.model.ModelName;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadTest {
  private static final ModelName NAME = new ModelName("m");
  private static final Size SMALL = new Size(64, 32);

  @ParameterizedTest
  @CsvSource({
    "640, 640, 84, 8400, yolo, 80",
    "640, 384, 84, 5040, yolo, 80",
    "640, 640, 5, 8400, yolo, 1",
    "1280, 1280, 84, 34000, yolo, 80",
    "64, 64, 84, 84, yolo, 80",
    "32, 32, 369, 21, yolo, 365",
    "416, 416, 3549, 85, yolox, 80",
    "32, 32, 21, 85, yolox, 80",
    "640, 384, 5040, 6, yolox, 1"
  })
  void headsAreRecognisedByShape(
      int width, int height, long rows, long columns, String kind, int classes) {
    Head head = Head.recognise(NAME, new Size(width, height), new long[] {1, rows, columns});
    assertThat(head.kind()).isEqualTo(kind);
    assertThat(head.classes()).isEqualTo(classes);
    assertThat(head.shape()).containsExactly(1, rows, columns);
  }

  @Test
  void otherShapesAreRefusedWithWhatIsUnderstood() {
    long[][] shapes = {
      {1, 25200, 85},
      {1, 300, 6},
      {1, 1000},
      {1, 4, 8400},
      {2, 84, 8400},
      {1, 84, Long.MAX_VALUE},
      {1, 3_000_000_000L, 3_000_000_000L},
      {1, 84, 0},
      {},
      {1, 255, 80, 80}
    };
    for (long[] shape : shapes) {
      assertThatThrownBy(() -> Head.recognise(NAME, new Size(640, 640), shape))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.MODEL_INVALID))
          .hasMessageContaining(Head.text(shape))
          .hasMessageContaining("1x(4+classes)xN")
          .hasMessageContaining("1x8400x(5+classes)");
    }
  }

  @Test
  void yoloColumnsAreRead() {
    YoloHead head = new YoloHead(2, 3);
    float[] output = {
      10,
      20,
      30, // centre x
      11,
      21,
      31, // centre y
      4,
      4,
      4, // width
      6,
      6,
      6, // height
      0.1f,
      0.9f,
      0.5f, // first class
      0.2f,
      0.3f,
      0.5f // second class
    };
    Candidates found = read(head, 0.4f, output);
    assertThat(found.size()).isEqualTo(2);
    assertThat(found.classId(0)).isZero();
    assertThat(found.score(0)).isEqualTo(0.9f);
    assertThat(found.left(0)).isEqualTo(18);
    assertThat(found.top(0)).isEqualTo(18);
    assertThat(found.right(0)).isEqualTo(22);
    assertThat(found.bottom(0)).isEqualTo(24);
    assertThat(found.left(1)).isEqualTo(28);
    assertThat(found.score(1)).isEqualTo(0.5f);
  }

  @Test
  void yoloThresholdIsTheLeastThatCounts() {
    float[] output = {10, 11, 4, 6, 0.5f};
    assertThat(read(new YoloHead(1, 1), 0.5f, output).size()).isEqualTo(1);
    assertThat(read(new YoloHead(1, 1), 0.5000001f, output).size()).isZero();
  }

  @Test
  void yoloNumbersThatAreNoneAreLeftOut() {
    float[] scores = {10, 11, 4, 6, 0.9f, Float.NaN};
    assertThat(read(new YoloHead(2, 1), 0f, scores).size()).isZero();
    float[] boxes = {10, Float.NaN, 4, 6, 0.9f, 0.1f};
    assertThat(read(new YoloHead(2, 1), 0f, boxes).size()).isZero();
  }

  @Test
  void yoloxGridIsDecoded() {
    // 64x32: 8x4 cells of 8 px, 4x2 of 16 px, 2x1 of 32 px
    int columns = 7;
    float[] output = new float[YoloxHead.cells(SMALL) * columns];
    put(output, 0, 0.5f, 0.25f, 0, 0, 0.9f, 0.2f, 0.8f);
    put(output, 8 + 3, 0.5f, 0.5f, (float) Math.log(2), 0, 0.5f, 0.9f, 0);
    put(output, 32 + 4 + 1, 0, 0, 0, 0, 1, 0.7f, 0);
    put(output, 32 + 8 + 1, 0.5f, 0.5f, 0, 0, 0.6f, 0.1f, 1);
    Candidates found = read(new YoloxHead(SMALL, 2), 0.4f, output);
    assertThat(found.size()).isEqualTo(4);
    expect(found, 0, 0.72f, 1, 0, -2, 8, 6);
    expect(found, 1, 0.45f, 0, 20, 8, 36, 16);
    expect(found, 2, 0.7f, 0, 8, 8, 24, 24);
    expect(found, 3, 0.6f, 1, 32, 0, 64, 32);
  }

  @Test
  void yoloxNumbersThatAreNoneAreLeftOut() {
    int columns = 6;
    float[] output = new float[YoloxHead.cells(SMALL) * columns];
    put(output, 0, 0, 0, 1000, 0, 1, 1);
    put(output, 1, 0, 0, 0, 0, Float.NaN, 1);
    put(output, 2, 0, 0, 0, 0, 1, Float.NaN);
    put(output, 3, Float.NaN, 0, 0, 0, 1, 1);
    assertThat(read(new YoloxHead(SMALL, 1), 0.1f, output).size()).isZero();
  }

  private static void put(float[] output, int row, float... values) {
    System.arraycopy(values, 0, output, row * values.length, values.length);
  }

  private static void expect(
      Candidates found, int i, float score, int classId, float... leftTopRightBottom) {
    assertThat(found.score(i)).isEqualTo(score, within(1e-6f));
    assertThat(found.classId(i)).isEqualTo(classId);
    assertThat(new float[] {found.left(i), found.top(i), found.right(i), found.bottom(i)})
        .containsExactly(leftTopRightBottom, within(1e-4f));
  }

  private static Candidates read(Head head, float threshold, float[] output) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocateFrom(ValueLayout.JAVA_FLOAT, output);
      Candidates found = new Candidates();
      head.reader().read(floats, threshold, found);
      return found;
    }
  }
}
