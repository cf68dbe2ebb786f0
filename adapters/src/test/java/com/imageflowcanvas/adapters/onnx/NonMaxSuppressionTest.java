package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NonMaxSuppressionTest {
  private final Candidates boxes = new Candidates();

  @Test
  void mostConfidentOfOverlappingBoxesStays() {
    boxes.addCentred(10, 10, 10, 10, 0.6f, 0);
    boxes.addCentred(11, 10, 10, 10, 0.9f, 0);
    boxes.addCentred(40, 40, 10, 10, 0.7f, 0);
    assertThat(keep(0.45f, 100)).containsExactly(1, 2);
  }

  @Test
  void boxesOfOtherClassesDoNotSuppress() {
    boxes.addCentred(10, 10, 10, 10, 0.6f, 0);
    boxes.addCentred(10, 10, 10, 10, 0.9f, 1);
    assertThat(keep(0.45f, 100)).containsExactly(1, 0);
  }

  @Test
  void boxesThatOverlapByExactlyTheLimitStay() {
    boxes.addCentred(10, 10, 10, 10, 0.9f, 0);
    boxes.addCentred(15, 10, 10, 10, 0.6f, 0);
    float third = 1 / 3f;
    assertThat(boxes.overlap(0, 1)).isEqualTo(third);
    assertThat(keep(third, 100)).containsExactly(0, 1);
    assertThat(keep(0.33f, 100)).containsExactly(0);
  }

  @Test
  void limitKeepsTheMostConfident() {
    for (int i = 0; i < 1000; i++) {
      boxes.addCentred(20 * i + 10, 10, 10, 10, i / 1000f, 0);
    }
    assertThat(keep(0.45f, 3)).containsExactly(999, 998, 997);
    assertThat(keep(0.45f, 0)).isEmpty();
  }

  @Test
  void equalConfidenceKeepsTheOrder() {
    boxes.addCentred(10, 10, 10, 10, 0.5f, 0);
    boxes.addCentred(50, 10, 10, 10, 0.5f, 0);
    assertThat(keep(0.45f, 100)).containsExactly(0, 1);
  }

  @Test
  void unwantedClassesAreLeftOutAndSuppressNothing() {
    boxes.addCentred(10, 10, 10, 10, 0.9f, 0);
    boxes.addCentred(10, 10, 10, 10, 0.5f, 1);
    assertThat(NonMaxSuppression.keep(boxes, 0.45f, id -> id == 1, 100)).containsExactly(1);
  }

  @Test
  void whatIsNoBoxIsLeftOut() {
    boxes.addCentred(Float.NaN, 10, 10, 10, 0.9f, 0);
    boxes.addCentred(10, 10, Float.POSITIVE_INFINITY, 10, 0.9f, 0);
    boxes.addCentred(10, 10, 0, 10, 0.9f, 0);
    boxes.addCentred(10, 10, 10, -1, 0.9f, 0);
    assertThat(boxes.size()).isZero();
    assertThat(keep(0.45f, 100)).isEmpty();
  }

  @Test
  void resultIsThatOfTheDefinition() {
    Random random = new Random(3);
    for (int i = 0; i < 700; i++) {
      boxes.addCentred(
          random.nextFloat(100),
          random.nextFloat(100),
          1 + random.nextFloat(40),
          1 + random.nextFloat(40),
          random.nextFloat(),
          random.nextInt(3));
    }
    assertThat(keep(0.4f, 1000)).containsExactly(byDefinition(0.4f));
  }

  private int[] keep(float maxOverlap, int limit) {
    return NonMaxSuppression.keep(boxes, maxOverlap, _ -> true, limit);
  }

  /** Takes the best of what is left and strikes out what it suppresses, until nothing is left. */
  private int[] byDefinition(float maxOverlap) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      left.add(i);
    }
    List<Integer> kept = new ArrayList<>();
    while (!left.isEmpty()) {
      int best = left.getFirst();
      for (int i : left) {
        best = boxes.score(i) > boxes.score(best) ? i : best;
      }
      kept.add(best);
      int winner = best;
      left.removeIf(
          i ->
              i == winner
                  || (boxes.classId(i) == boxes.classId(winner)
                      && boxes.overlap(i, winner) > maxOverlap));
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }
}
