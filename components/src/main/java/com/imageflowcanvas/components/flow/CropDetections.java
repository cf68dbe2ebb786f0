package com.imageflowcanvas.components.flow;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Transform;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes an image of each thing that was found. */
@ComponentInfo(
    id = "crop_detections",
    category = "flow",
    title = "Cut out detections",
    titleJa = "検出の切り出し",
    text =
        "Cuts out everything that was found, each as an image of its own; the steps after it work"
            + " on each of them.",
    textJa = "検出されたものを一つずつ切り出し、それぞれを一枚の画像にします。後のステップは一枚ごとに実行されます。",
    inputs = @Port(needs = Annotations.Kind.DETECTIONS),
    outputs =
        @Port(
            name = CropDetections.CROPS,
            gives = Annotations.Kind.DETECTIONS,
            many = true,
            optional = true))
public final class CropDetections implements Component<CropDetections.Params> {
  static final String CROPS = "crops";

  /** See {@link Param}. */
  public record Params(
      @Param(
              title = "Margin",
              titleJa = "余白",
              text = "How much larger than the detection the image is, on each side.",
              textJa = "検出枠の各辺をどれだけ広げて切り出すか。",
              def = "10",
              unit = "%",
              min = 0,
              max = 100)
          double margin,
      @Param(
              title = "Classes",
              titleJa = "対象クラス",
              text = "Only what was found as one of these classes; empty cuts out everything.",
              textJa = "これらのクラスとして検出されたものだけを切り出します。空ならすべて。",
              def = "",
              aliases = "target_classes")
          List<String> classes,
      @Param(
              title = "Smallest size",
              titleJa = "最小の大きさ",
              text = "Detections whose shorter side is smaller are left out.",
              textJa = "短辺がこれより小さい検出は除きます。",
              def = "1",
              unit = "px",
              min = 1,
              max = 16_384)
          int minSize,
      @Param(
              title = "Most images",
              titleJa = "最大枚数",
              text = "At most so many, the most confident first.",
              textJa = "信頼度の高い順に、この数まで。",
              def = "100",
              min = 1,
              max = Port.MOST_FRAMES)
          int maxCount) {

    boolean wants(Detection detection) {
      return classes.isEmpty()
          || classes.stream().anyMatch(detection.className()::equalsIgnoreCase);
    }
  }

  @Override
  public Outputs apply(Inputs inputs, Params params, StepContext context)
      throws InterruptedException {
    Frame frame = inputs.first();
    Transform toImage = frame.toSubmitted().inverse();
    List<Detection> found = frame.annotations().detections();
    List<Detection> bySurety =
        found.stream()
            .filter(params::wants)
            .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
            .toList();
    List<Frame> crops = new ArrayList<>();
    for (Detection detection : bySurety) {
      context.checkpoint();
      if (crops.size() < params.maxCount()) {
        Place.of(toImage.apply(detection.box()), params, frame.image())
            .ifPresent(place -> crops.add(cut(frame, place, detection, context)));
      }
    }
    return crops.isEmpty()
        ? Outputs.of(CROPS, crops)
            .empty(CROPS, "cut out: 0 of " + found.size() + " found (expected: at least 1)")
        : Outputs.of(CROPS, crops);
  }

  private static Frame cut(Frame frame, Place place, Detection found, StepContext context) {
    Raster from = frame.image();
    Raster to = context.allocate(place.width(), place.height(), PixelFormat.BGR24);
    long row = (long) place.width() * PixelFormat.BGR24.channels();
    for (int y = 0; y < place.height(); y++) {
      MemorySegment.copy(
          from.pixels(),
          from.offset(place.left(), place.top() + y),
          to.pixels(),
          to.offset(0, y),
          row);
    }
    return frame
        .withImage(to, Transform.translate(place.left(), place.top()))
        .withAnnotations(new Annotations(List.of(found)));
  }

  /** A rectangle of whole pixels of the image, at least 1x1. */
  private record Place(int left, int top, int width, int height) {
    /** Empty for a box that is too small, or lies outside. */
    static Optional<Place> of(Box box, Params params, Raster image) {
      if (Math.min(box.width(), box.height()) < params.minSize()) {
        return Optional.empty();
      }
      double growX = box.width() * params.margin() / 100;
      double growY = box.height() * params.margin() / 100;
      int left = (int) Math.floor(Math.clamp(box.x() - growX, 0, image.width()));
      int top = (int) Math.floor(Math.clamp(box.y() - growY, 0, image.height()));
      int right = (int) Math.ceil(Math.clamp(box.right() + growX, 0, image.width()));
      int bottom = (int) Math.ceil(Math.clamp(box.bottom() + growY, 0, image.height()));
      return right > left && bottom > top
          ? Optional.of(new Place(left, top, right - left, bottom - top))
          : Optional.empty();
    }
  }
}
