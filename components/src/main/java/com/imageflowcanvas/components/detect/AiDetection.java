package com.imageflowcanvas.components.detect;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.opencv.DetectionPainter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a model what is in the image. */
@ComponentInfo(
    id = "ai_detection",
    category = "detect",
    title = "AI detection",
    titleJa = "AI検出",
    text = "Finds things with a model and draws them; what was found also goes to later steps.",
    textJa = "モデルで物体を検出して描き込みます。検出結果は後のステップにも渡ります。",
    outputs = @Port(gives = Annotations.Kind.DETECTIONS))
public final class AiDetection implements ImageComponent<AiDetection.Params> {
  private static final int MOST_CLASSES_NAMED = 10;

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Model",
              titleJa = "モデル",
              text =
                  "Name or alias of an installed model; haar-face (faces) is always there, any ONNX"
                      + " file in the models folder goes by its file name without the ending.",
              textJa =
                  "インストール済みモデルの名前または別名。haar-face（顔）は常に使えます。モデルフォルダーの"
                      + " ONNX ファイルは拡張子を除いたファイル名で指定します。",
              def = "haar-face",
              format = "model",
              aliases = {"model", "ai_model"})
          String modelName,
      @Param(
              title = "Confidence threshold",
              titleJa = "信頼度しきい値",
              text = "Weaker detections are left out.",
              textJa = "これより弱い検出は除きます。",
              def = "0.5",
              min = 0,
              max = 1,
              aliases = "confidence")
          double confidenceThreshold,
      @Param(
              title = "Overlap threshold",
              titleJa = "重なりしきい値（IoU）",
              text =
                  "Of two boxes of one class whose intersection over union is larger, the weaker is"
                      + " left out.",
              textJa = "同じクラスの二つの枠の IoU がこれを超えると、弱い方を除きます。",
              def = "0.45",
              min = 0,
              max = 1,
              aliases = "iou")
          double iouThreshold,
      @Param(
              title = "Classes",
              titleJa = "対象クラス",
              text = "Only these classes of the model; empty finds all.",
              textJa = "モデルのクラスのうちこれらだけを探します。空ならすべて。",
              def = "",
              aliases = "classes")
          List<String> targetClasses,
      @Param(
              title = "Draw",
              titleJa = "描画",
              text = "Draws boxes and labels into the image.",
              textJa = "枠とラベルを画像に描き込みます。",
              def = "true",
              aliases = "overlay")
          boolean draw,
      @Param(
              title = "Most detections",
              titleJa = "最大検出数",
              text = "At most so many, the most confident first.",
              textJa = "信頼度の高い順に、この数まで。",
              def = "300",
              min = 1,
              max = 1000)
          int maxDetections) {}

  @Override
  public Frame apply(Frame input, Params params, StepContext context)
      throws ComponentException, InterruptedException {
    Detector detector = context.detector(modelName(params.modelName()));
    DetectOptions options =
        new DetectOptions(
            (float) params.confidenceThreshold(),
            (float) params.iouThreshold(),
            knownClasses(params.targetClasses(), detector.info()),
            params.maxDetections());
    List<Detection> found =
        detector.detect(input.image(), options, context.cancellation()).stream()
            .map(detection -> detection.withBox(input.toSubmitted().apply(detection.box())))
            .toList();
    Frame result = input.withDetections(found);
    return params.draw() && !found.isEmpty() ? drawn(result, found, context) : result;
  }

  private static ModelName modelName(String name) throws ComponentException {
    if (!ModelName.isValid(name)) {
      throw new ComponentException(
          ErrorCode.MODEL_NOT_INSTALLED,
          "model_name: \"" + name + "\" (expected: the name of an installed model)");
    }
    return new ModelName(name);
  }

  /** The model's own spelling of the wanted classes. */
  private static Set<String> knownClasses(List<String> wanted, ModelInfo model)
      throws ComponentException {
    Set<String> known = new LinkedHashSet<>();
    for (String name : wanted) {
      Optional<String> own =
          model.classes().stream().filter(name.trim()::equalsIgnoreCase).findFirst();
      known.add(own.orElseThrow(() -> unknownClass(name, model)));
    }
    return known;
  }

  private static ComponentException unknownClass(String name, ModelInfo model) {
    List<String> classes = model.classes();
    String more = classes.size() > MOST_CLASSES_NAMED ? ", … (" + classes.size() + " in all)" : "";
    return new ComponentException(
        ErrorCode.VALIDATION_FAILED,
        "target_classes: \""
            + name
            + "\" is no class of "
            + model.name()
            + " (expected: "
            + String.join(", ", classes.stream().limit(MOST_CLASSES_NAMED).toList())
            + more
            + ")");
  }

  private static Frame drawn(Frame frame, List<Detection> found, StepContext context) {
    Raster image = frame.image();
    Raster copy = context.allocate(image.width(), image.height(), PixelFormat.BGR24);
    copy.pixels().copyFrom(image.pixels());
    new DetectionPainter(true, 0).paint(copy, found, frame.toSubmitted());
    return frame.withImage(copy);
  }
}
