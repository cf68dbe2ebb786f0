package com.imageflowcanvas.server.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Something found in an image, on the wire.
 *
 * @param type the class again, under the name of the older shape
 */
@Schema(name = "Detection")
public record DetectionJson(
    @Schema(example = "person") String className,
    @JsonProperty("class") @Schema(description = "the same as class_name", example = "person")
        String type,
    @Schema(description = "index of the class in the model") int classId,
    @Schema(description = "0..1", example = "0.92") float confidence,
    BoxJson bbox) {

  public static DetectionJson of(Detection detection) {
    return new DetectionJson(
        detection.className(),
        detection.className(),
        detection.classId(),
        detection.confidence(),
        BoxJson.of(detection.box()));
  }

  /** A box in pixels of the submitted image, after EXIF orientation; origin top left. */
  @Schema(
      name = "BoundingBox",
      description = "pixels of the submitted image, after EXIF orientation; origin top left")
  public record BoxJson(double x, double y, double width, double height) {
    static BoxJson of(Box box) {
      return new BoxJson(
          rounded(box.x()), rounded(box.y()), rounded(box.width()), rounded(box.height()));
    }

    /** A hundredth of a pixel is finer than any detector. */
    private static double rounded(double pixels) {
      return Math.round(pixels * 100) / 100.0;
    }
  }
}
