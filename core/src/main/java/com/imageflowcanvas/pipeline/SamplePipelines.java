package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.model.ModelName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pipelines that a new user finds, ready to run and to be taken apart. */
public final class SamplePipelines {
  /** Preferred models for detecting things in general, the best first. */
  private static final List<String> BEST_FIRST = List.of("yolo11", "yolo", "yolox");

  private SamplePipelines() {}

  /**
   * @param installed at least one model
   */
  public static List<PipelineDraft> drafts(List<ModelName> installed) {
    return List.of(
        draft(
            "blur-faces",
            "Blur every face",
            "Finds faces and blurs them beyond recognition. 顔を見つけてぼかします。",
            step(
                "detect",
                "Find faces",
                "ai_detection",
                Map.of("model_name", "haar-face", "draw", false),
                0),
            step("blur", "Blur them", "blur_regions", Map.of(), 1, "detect")),
        draft(
            "cut-out-faces",
            "Cut out every face",
            "Makes an image of each face. 顔を一つずつ切り出します。",
            step(
                "detect",
                "Find faces",
                "ai_detection",
                Map.of("model_name", "haar-face", "draw", false),
                0),
            step("cut", "Cut them out", "crop_detections", Map.of("margin", 20), 1, "detect")),
        draft(
            "detect-objects",
            "Detect and draw",
            "Finds things with the best model installed and draws boxes. 物体を検出して枠を描きます。",
            step(
                "detect",
                "Detect",
                "ai_detection",
                Map.of("model_name", best(installed).value()),
                0)),
        draft(
            "resize-sharpen",
            "Resize and sharpen",
            "Fits the image into 1280 x 1280 px and sharpens it. 縮小して鮮明にします。",
            step("resize", "Resize", "resize", Map.of("width", 1280, "height", 1280), 0),
            step("sharpen", "Sharpen", "filter", Map.of("filter_type", "sharpen"), 1, "resize")),
        draft(
            "edges",
            "Edges",
            "Shows only the edges. 輪郭だけを取り出します。",
            step("edges", "Edges", "filter", Map.of("filter_type", "edge_detection"), 0)));
  }

  private static ModelName best(List<ModelName> installed) {
    return BEST_FIRST.stream()
        .flatMap(start -> installed.stream().filter(name -> name.value().startsWith(start)))
        .findFirst()
        .orElse(installed.getFirst());
  }

  private static PipelineDraft draft(String slug, String name, String text, Step... steps) {
    return new PipelineDraft(name, text, Optional.of(slug), Arrays.asList(steps));
  }

  private static Step step(
      String id,
      String name,
      String type,
      Map<String, Object> parameters,
      int column,
      String... dependencies) {
    List<String> from = dependencies.length == 0 ? List.of(Step.INPUT) : List.of(dependencies);
    Optional<Step.Position> place = Optional.of(new Step.Position(80 + 280.0 * column, 120));
    return new Step(id, name, type, parameters, from, place);
  }
}
