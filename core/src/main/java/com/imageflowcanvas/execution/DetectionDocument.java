package com.imageflowcanvas.execution;

import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Size;
import java.util.List;

/** Writes what was found in an image as a JSON document. Thread-safe; same input, same bytes. */
@FunctionalInterface
public interface DetectionDocument {
  /**
   * @param submitted upright size of the submitted image, px
   */
  byte[] write(String filename, Size submitted, List<Detection> detections);
}
