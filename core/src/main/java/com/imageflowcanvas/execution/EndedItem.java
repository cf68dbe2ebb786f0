package com.imageflowcanvas.execution;

import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.ImageHeader;
import java.util.List;

/**
 * How the work on one image ended.
 *
 * @param index of the item in its execution
 */
public sealed interface EndedItem {
  int index();

  /** What the item becomes. */
  Item applyTo(Item item);

  /**
   * @param notes what a user should know of how it was read
   */
  record Completed(
      int index, List<OutputFile> outputs, List<Detection> detections, List<String> notes)
      implements EndedItem {
    public Completed {
      outputs = List.copyOf(outputs);
      detections = List.copyOf(detections);
      notes = List.copyOf(notes);
    }

    static Completed of(
        int index, List<OutputFile> outputs, List<Detection> detections, ImageHeader header) {
      return new Completed(index, outputs, detections, Item.notesOf(header));
    }

    @Override
    public Item applyTo(Item item) {
      return item.completed(outputs, detections, notes);
    }
  }

  record Failed(int index, Failure failure) implements EndedItem {
    @Override
    public Item applyTo(Item item) {
      return item.failed(failure);
    }
  }
}
