package com.imageflowcanvas.execution;

import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.ImageHeader;
import java.util.List;
import java.util.Optional;

/**
 * One submitted image and what became of it.
 *
 * @param input empty when it was refused before it was stored; then {@code failure} says why
 * @param filename as submitted
 * @param detections pixels of the submitted image
 * @param notes what a user should know, for example that only the first frame was read
 */
public record Item(
    Optional<FileId> input,
    String filename,
    ExecutionState state,
    List<OutputFile> outputs,
    List<Detection> detections,
    Optional<Failure> failure,
    List<String> notes) {
  public Item {
    outputs = List.copyOf(outputs);
    detections = List.copyOf(detections);
    notes = List.copyOf(notes);
  }

  public static Item pending(FileId input, String filename, List<String> notes) {
    return new Item(
        Optional.of(input),
        filename,
        ExecutionState.PENDING,
        List.of(),
        List.of(),
        Optional.empty(),
        notes);
  }

  public static Item refused(String filename, Failure why) {
    return new Item(
        Optional.empty(),
        filename,
        ExecutionState.FAILED,
        List.of(),
        List.of(),
        Optional.of(why),
        List.of());
  }

  Item in(ExecutionState next) {
    return new Item(input, filename, next, outputs, detections, failure, notes);
  }

  /** What it has made is not published; one that failed stays so. */
  Item cancelled() {
    return state == ExecutionState.FAILED
        ? this
        : new Item(
            input,
            filename,
            ExecutionState.CANCELLED,
            List.of(),
            List.of(),
            Optional.empty(),
            notes);
  }

  static List<String> notesOf(ImageHeader header) {
    return header.frames() > 1
        ? List.of("the first of " + header.frames() + " frames was taken")
        : List.of();
  }

  Item completed(List<OutputFile> made, List<Detection> found, List<String> read) {
    return new Item(input, filename, ExecutionState.COMPLETED, made, found, Optional.empty(), read);
  }

  Item failed(Failure why) {
    return new Item(
        input, filename, ExecutionState.FAILED, List.of(), List.of(), Optional.of(why), notes);
  }
}
