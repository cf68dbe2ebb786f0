package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the same things in every image, at places that scale with it. */
public final class FakeDetector implements Detector {
  private final ModelInfo info;
  private final List<Detection> found;

  /**
   * @param found boxes in shares of the image's width and height, 0..1
   */
  public FakeDetector(String name, List<String> classes, List<Detection> found) {
    this.info =
        new ModelInfo(new ModelName(name), "fake", 0, 0, classes, 0, "0".repeat(64), "none", true);
    this.found =
        found.stream()
            .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
            .toList();
  }

  /** Two people and a dog. */
  public static FakeDetector street(String name) {
    return new FakeDetector(
        name,
        List.of("person", "dog", "car"),
        List.of(
            new Detection("person", 0, 0.9f, new Box(0.1, 0.2, 0.3, 0.6)),
            new Detection("dog", 1, 0.7f, new Box(0.5, 0.6, 0.2, 0.3)),
            new Detection("person", 0, 0.4f, new Box(0.75, 0.1, 0.3, 0.8))));
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public List<Detection> detect(Raster image, DetectOptions options, Cancellation cancellation)
      throws InterruptedException {
    if (cancellation.isCancelled()) {
      throw new InterruptedException("cancelled");
    }
    List<Detection> kept = new ArrayList<>();
    for (Detection thing : found) {
      boolean wanted =
          options.targetClasses().isEmpty() || options.targetClasses().contains(thing.className());
      if (wanted
          && thing.confidence() >= options.confidenceThreshold()
          && kept.size() < options.maxDetections()) {
        kept.add(thing.withBox(scaled(thing.box(), image)));
      }
    }
    return kept;
  }

  @Override
  public void close() {}

  private static Box scaled(Box box, Raster image) {
    return new Box(
            box.x() * image.width(),
            box.y() * image.height(),
            box.width() * image.width(),
            box.height() * image.height())
        .clip(image.width(), image.height());
  }
}
