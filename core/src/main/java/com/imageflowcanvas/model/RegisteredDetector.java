package com.imageflowcanvas.model;

import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import java.util.List;

/**
 * A model of the registry: each call uses what is installed under the name at that moment. Closing
 * it does nothing; the registry owns what is loaded.
 */
final class RegisteredDetector implements Detector {
  private final ModelRegistry registry;
  private final ModelName name;

  RegisteredDetector(ModelRegistry registry, ModelName name) {
    this.registry = registry;
    this.name = name;
  }

  @Override
  public ModelInfo info() {
    LoadedModel model = registry.acquire(name);
    try {
      return model.detector().info();
    } finally {
      model.release();
    }
  }

  @Override
  public List<Detection> detect(Raster image, DetectOptions options, Cancellation cancellation)
      throws InterruptedException {
    LoadedModel model = registry.acquire(name);
    try {
      return model.detector().detect(image, options, cancellation);
    } finally {
      model.release();
    }
  }

  @Override
  public void close() {}
}
