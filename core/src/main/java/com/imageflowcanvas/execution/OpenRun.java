package com.imageflowcanvas.execution;

import com.imageflowcanvas.execution.Assignment.AssignedItem;
import com.imageflowcanvas.file.HeldBytes;
import java.util.Optional;
import java.util.function.Consumer;

/** A run whose images are still coming in: work on the first begins while the last are received. */
public interface OpenRun extends Run {
  /**
   * Takes one more image.
   *
   * @param bytes of the image where they are in memory still; the run lets go of them
   */
  void add(AssignedItem item, Optional<HeldBytes> bytes);

  /**
   * No more images come.
   *
   * @param news told from now on, beginning with how far the run has come
   */
  void seal(Consumer<RunNews> news);
}
