package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntPredicate;

/**
 * A YOLO or YOLOX network. A call beside which nothing is at work in the process uses all cores;
 * else it uses one.
 */
final class OnnxDetector implements Detector {
  private final ModelInfo info;
  private final Sessions sessions;
  private final OnnxRuntime runtime;
  private final WorkerPool workers;

  /** Held by every call, and alone by {@link #close()}, which so waits for them. */
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;

  OnnxDetector(ModelInfo info, Network network, Sessions sessions, OnnxRuntime runtime) {
    this.info = info;
    this.sessions = sessions;
    this.runtime = runtime;
    this.workers = new WorkerPool(network, runtime);
  }

  /**
   * Runs each session once on nothing: shows that the network runs at all, and warms it up.
   *
   * @throws ProblemException MODEL_INVALID when that takes longer
   */
  void tryOut(Duration limit) throws OrtException {
    InferenceWorker worker = workers.take();
    try (TimeLimit time = TimeLimit.of(limit)) {
      for (OrtSession session : sessions.each()) {
        worker.run(session, time.cancellation());
      }
    } catch (InterruptedException e) {
      throw InvalidModel.tooSlow(info.name(), limit);
    } finally {
      workers.giveBack(worker);
    }
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public List<Detection> detect(Raster image, DetectOptions options, Cancellation cancellation)
      throws InterruptedException {
    life.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("model " + info.name() + " is closed");
      }
      return detectOpen(image, options, cancellation);
    } catch (OrtException e) {
      throw new ProblemException(
          ErrorCode.STEP_FAILED, "model " + info.name() + " failed on this image", e);
    } finally {
      life.readLock().unlock();
    }
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        workers.close();
        sessions.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  private List<Detection> detectOpen(Raster image, DetectOptions options, Cancellation cancellation)
      throws OrtException, InterruptedException {
    boolean alone = runtime.begin();
    try {
      OrtSession session = alone ? sessions.wide() : sessions.narrow();
      return detectIn(session, image, options, cancellation);
    } finally {
      runtime.end();
    }
  }

  private List<Detection> detectIn(
      OrtSession session, Raster image, DetectOptions options, Cancellation cancellation)
      throws OrtException, InterruptedException {
    InferenceWorker worker = workers.take();
    try {
      Letterbox letterbox = worker.paint(image);
      worker.run(session, cancellation);
      return detections(worker, letterbox, options);
    } finally {
      workers.giveBack(worker);
    }
  }

  private List<Detection> detections(
      InferenceWorker worker, Letterbox letterbox, DetectOptions options) {
    Candidates candidates = worker.candidates(Math.max(0, options.confidenceThreshold()));
    IntPredicate wanted =
        options.targetClasses().isEmpty()
            ? _ -> true
            : id -> options.targetClasses().contains(info.classes().get(id));
    int[] kept =
        NonMaxSuppression.keep(candidates, options.iouThreshold(), wanted, options.maxDetections());
    List<Detection> detections = new ArrayList<>(kept.length);
    for (int i : kept) {
      Box box =
          letterbox.toSource(
              candidates.left(i), candidates.top(i), candidates.right(i), candidates.bottom(i));
      if (box.area() > 0) {
        int id = candidates.classId(i);
        detections.add(new Detection(info.classes().get(id), id, candidates.score(i), box));
      }
    }
    return List.copyOf(detections);
  }
}
