package com.imageflowcanvas.model;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Models in memory that a test installs, replaces, breaks and removes; each finds its own text. */
final class FakeModels implements ModelLoader {
  static final String BROKEN = "broken";

  final AtomicInteger loads = new AtomicInteger();
  final AtomicInteger fingerprints = new AtomicInteger();
  final ConcurrentLinkedQueue<FakeDetector> loaded = new ConcurrentLinkedQueue<>();
  private final Map<ModelName, String> contents = new ConcurrentHashMap<>();

  FakeModels install(String name, String content) {
    contents.put(new ModelName(name), content);
    return this;
  }

  void remove(String name) {
    contents.remove(new ModelName(name));
  }

  long open() {
    return loaded.stream().filter(d -> !d.closed).count();
  }

  @Override
  public List<ModelName> names() {
    return List.copyOf(contents.keySet());
  }

  @Override
  public String fingerprint(ModelName name) {
    fingerprints.incrementAndGet();
    return content(name);
  }

  @Override
  public Detector load(ModelName name) {
    loads.incrementAndGet();
    String content = content(name);
    if (content.equals(BROKEN)) {
      throw new ProblemException(ErrorCode.MODEL_INVALID, name + ": broken");
    }
    FakeDetector detector = new FakeDetector(name, content);
    loaded.add(detector);
    return detector;
  }

  private String content(ModelName name) {
    @Nullable String content = contents.get(name);
    if (content == null) {
      throw new ProblemException(ErrorCode.MODEL_NOT_INSTALLED, name + ": not here");
    }
    return content;
  }

  /** Finds one thing, named by the content that was loaded. */
  static final class FakeDetector implements Detector {
    private final ModelInfo info;
    volatile boolean closed;

    FakeDetector(ModelName name, String content) {
      this.info = new ModelInfo(name, "yolo", 8, 8, List.of(content), 1, content, "", false);
    }

    @Override
    public ModelInfo info() {
      return info;
    }

    @Override
    public List<Detection> detect(Raster image, DetectOptions options, Cancellation cancellation) {
      if (closed) {
        throw new IllegalStateException("used after it was closed");
      }
      // a caller that wants to look inside a running call does it here
      cancellation.onCancel(() -> {}).close();
      if (closed) {
        throw new IllegalStateException("closed while in use");
      }
      return List.of(new Detection(info.classes().getFirst(), 0, 1, new Box(0, 0, 1, 1)));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
