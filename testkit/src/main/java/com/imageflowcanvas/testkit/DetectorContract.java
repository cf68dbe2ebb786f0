package com.imageflowcanvas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Detector} keeps to. A test of a detector extends this class. */
public abstract class DetectorContract {
  private static final float EVERYTHING = 0.01f;

  /** The detector; the same one each time is fine. */
  protected abstract Detector detector();

  /** An image in which it finds at least two things. */
  protected abstract Raster crowd();

  @Test
  void boxesLieInsideTheImage() throws InterruptedException {
    Raster image = crowd();
    List<Detection> found = find(image, EVERYTHING, Set.of(), 300);
    assertThat(found).hasSizeGreaterThanOrEqualTo(2);
    for (Detection detection : found) {
      Box box = detection.box();
      assertThat(box).isEqualTo(box.clip(image.width(), image.height()));
      assertThat(box.area()).isPositive();
    }
  }

  @Test
  void mostConfidentComesFirst() throws InterruptedException {
    assertThat(find(crowd(), EVERYTHING, Set.of(), 300))
        .isSortedAccordingTo(Comparator.comparingDouble(Detection::confidence).reversed())
        .allSatisfy(found -> assertThat(found.confidence()).isBetween(0f, 1f));
  }

  @Test
  void classesAreThoseOfTheModel() throws InterruptedException {
    List<String> classes = detector().info().classes();
    assertThat(find(crowd(), EVERYTHING, Set.of(), 300))
        .allSatisfy(found -> assertThat(found.className()).isEqualTo(classes.get(found.classId())));
  }

  @Test
  void weakerThanTheThresholdIsLeftOut() throws InterruptedException {
    Raster image = crowd();
    List<Detection> all = find(image, EVERYTHING, Set.of(), 300);
    float threshold = (all.getFirst().confidence() + all.getLast().confidence()) / 2;
    assertThat(find(image, threshold, Set.of(), 300))
        .isEqualTo(all.stream().filter(found -> found.confidence() >= threshold).toList());
  }

  @Test
  void onlySoManyAsWantedAreGiven() throws InterruptedException {
    Raster image = crowd();
    Detection best = find(image, EVERYTHING, Set.of(), 300).getFirst();
    assertThat(find(image, EVERYTHING, Set.of(), 1)).containsExactly(best);
  }

  @Test
  void onlyTheTargetClassesAreGiven() throws InterruptedException {
    Raster image = crowd();
    String wanted = find(image, EVERYTHING, Set.of(), 300).getFirst().className();
    assertThat(find(image, EVERYTHING, Set.of(wanted), 300))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.className()).isEqualTo(wanted));
    assertThat(find(image, EVERYTHING, Set.of("no such class"), 300)).isEmpty();
  }

  @Test
  void imageIsNotWrittenTo() throws InterruptedException {
    Raster image = crowd();
    byte[] before = Rasters.bytes(image);
    find(image, EVERYTHING, Set.of(), 300);
    assertThat(Rasters.bytes(image)).isEqualTo(before);
  }

  @Test
  void cancelledWorkIsInterrupted() {
    TestStepContext context = new TestStepContext();
    context.cancel();
    assertThatThrownBy(
            () -> detector().detect(crowd(), DetectOptions.DEFAULT, context.cancellation()))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void eightThreadsAtOnceFindWhatOneFinds() throws Exception {
    Raster image = crowd();
    List<Detection> alone = find(image, EVERYTHING, Set.of(), 300);
    EightThreads.run(() -> assertThat(find(image, EVERYTHING, Set.of(), 300)).isEqualTo(alone));
  }

  @Test
  void smallestAndNarrowestImagesDoNoHarm() throws InterruptedException {
    for (int[] size : new int[][] {{1, 1}, {1, 200}, {200, 1}, {7, 3}, {33, 31}}) {
      Raster image = Rasters.filled(size[0], size[1], 0x808080);
      for (Detection found : find(image, EVERYTHING, Set.of(), 300)) {
        assertThat(found.box()).isEqualTo(found.box().clip(size[0], size[1]));
      }
    }
  }

  private List<Detection> find(Raster image, float threshold, Set<String> classes, int most)
      throws InterruptedException {
    DetectOptions options = new DetectOptions(threshold, 0.45f, classes, most);
    return detector().detect(image, options, Cancellation.NEVER);
  }
}
