package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * An execution as the server tells it, read for people.
 *
 * @param json the whole answer
 * @param milliseconds from its start to its end, 0 when it never started
 */
public record ExecutionReport(
    JsonNode json,
    String id,
    String status,
    String mode,
    double milliseconds,
    List<StepLine> steps,
    List<ItemLine> items) {

  /**
   * A step of the pipeline, its time summed over the images.
   *
   * @param skipped why it was skipped; empty when it was not
   */
  public record StepLine(String id, String status, double milliseconds, String skipped) {}

  /**
   * What became of one image.
   *
   * @param error code and reason, empty when it went well
   */
  public record ItemLine(
      String filename,
      String status,
      List<OutputLink> outputs,
      List<DetectionLine> detections,
      String error,
      List<String> notes) {}

  /** A result that can be downloaded. */
  public record OutputLink(String fileId, String filename, String stepId, String url) {}

  /** Something found; the box in pixels of the submitted image. */
  public record DetectionLine(
      String className, double confidence, double x, double y, double width, double height) {}

  public static ExecutionReport of(JsonNode json) {
    return new ExecutionReport(
        json,
        Json.text(json, "execution_id"),
        Json.text(json, "status"),
        Json.text(json, "execution_mode"),
        json.path("processing_time_ms").asDouble(0),
        each(json.path("steps"), ExecutionReport::step),
        each(json.path("items"), item -> item(item, json.path("output_files"))));
  }

  public boolean completed() {
    return status.equals("completed");
  }

  private static StepLine step(JsonNode step) {
    return new StepLine(
        Json.text(step, "step_id"),
        Json.text(step, "status"),
        step.path("processing_time_ms").asDouble(0),
        Json.text(step, "skipped_reason"));
  }

  private static ItemLine item(JsonNode item, JsonNode allOutputs) {
    JsonNode error = item.path("error");
    String code = Json.text(error, "code");
    String message = Json.text(error, "message");
    return new ItemLine(
        Json.text(item, "filename"),
        Json.text(item, "status"),
        each(item.path("output_files"), output -> output(output, allOutputs)),
        each(item.path("detections"), ExecutionReport::detection),
        code.isEmpty() ? message : code + ": " + message,
        each(item.path("notes"), note -> note.asString("")));
  }

  /** An item names its outputs in full or by id alone. */
  private static OutputLink output(JsonNode output, JsonNode all) {
    if (!output.isString()) return link(output);
    for (JsonNode candidate : all) {
      if (Json.text(candidate, "file_id").equals(output.asString())) return link(candidate);
    }
    return new OutputLink(
        output.asString(), output.asString(), "", "/v1/files/" + output.asString() + "/download");
  }

  private static OutputLink link(JsonNode output) {
    return new OutputLink(
        Json.text(output, "file_id"),
        Json.text(output, "filename"),
        Json.text(output, "step_id"),
        Json.text(output, "download_url"));
  }

  private static DetectionLine detection(JsonNode detection) {
    String name = Json.text(detection, "class_name");
    JsonNode box = detection.path("bbox");
    return new DetectionLine(
        name.isEmpty() ? Json.text(detection, "class") : name,
        detection.path("confidence").asDouble(0),
        box.path("x").asDouble(0),
        box.path("y").asDouble(0),
        box.path("width").asDouble(0),
        box.path("height").asDouble(0));
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
    List<T> all = new ArrayList<>();
    array.forEach(node -> all.add(read.apply(node)));
    return List.copyOf(all);
  }
}
