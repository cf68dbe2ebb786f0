package com.imageflowcanvas.adapters.jdbc;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.pipeline.StepId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@link Item} as JSON, but for what was found on it. */
record ItemDocument(
    @Nullable String input,
    String filename,
    String state,
    List<Output> outputs,
    ExecutionDocument.@Nullable Fault failure,
    List<String> notes) {

  static ItemDocument of(Item item) {
    return new ItemDocument(
        item.input().map(FileId::value).orElse(null),
        item.filename(),
        item.state().name(),
        item.outputs().stream().map(Output::of).toList(),
        ExecutionDocument.Fault.of(item.failure()),
        item.notes());
  }

  Item toItem(Found[] found) {
    return new Item(
        Optional.ofNullable(input).map(FileId::new),
        filename,
        ExecutionState.valueOf(state),
        outputs.stream().map(Output::toOutput).toList(),
        Arrays.stream(found).map(Found::toDetection).toList(),
        ExecutionDocument.Fault.toFailure(failure),
        notes);
  }

  /** An {@link OutputFile}. */
  record Output(String id, String step, String filename, String contentType, long bytes) {
    static List<Output> of(List<OutputFile> files) {
      return files.stream().map(Output::of).toList();
    }

    static Output of(OutputFile o) {
      return new Output(
          o.id().value(), o.step().value(), o.filename(), o.contentType(), o.sizeBytes());
    }

    OutputFile toOutput() {
      return new OutputFile(new FileId(id), new StepId(step), filename, contentType, bytes);
    }
  }

  /** A {@link Detection}, as a list of its values; the box in pixels of the submitted image. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"name", "id", "confidence", "x", "y", "width", "height"})
  record Found(
      String name, int id, float confidence, double x, double y, double width, double height) {
    /** A list per item. */
    static List<List<Found>> of(List<Item> items) {
      return items.stream()
          .map(item -> item.detections().stream().map(Found::of).toList())
          .toList();
    }

    static Found of(Detection d) {
      Box box = d.box();
      return new Found(
          d.className(), d.classId(), d.confidence(), box.x(), box.y(), box.width(), box.height());
    }

    Detection toDetection() {
      return new Detection(name, id, confidence, new Box(x, y, width, height));
    }
  }
}
