package com.imageflowcanvas.model;

import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import java.util.List;

/** A loaded model that finds things in an image. Thread-safe. */
public interface Detector extends AutoCloseable {
  ModelInfo info();

  /**
   * Finds things in an image, most confident first, boxes in pixels of {@code image}, clipped to
   * it.
   *
   * @throws InterruptedException when cancelled while running
   */
  List<Detection> detect(Raster image, DetectOptions options, Cancellation cancellation)
      throws InterruptedException;

  @Override
  void close();
}
