package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OrtException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Workers for one network: as many as there are calls at a time, and as many kept as there are
 * cores. Thread-safe.
 */
final class WorkerPool implements AutoCloseable {
  private final Network network;
  private final OnnxRuntime runtime;

  /** The last one given back is taken first, because its memory is still in the caches. */
  private final ConcurrentLinkedDeque<InferenceWorker> idle = new ConcurrentLinkedDeque<>();

  private final AtomicInteger idleCount = new AtomicInteger();

  WorkerPool(Network network, OnnxRuntime runtime) {
    this.network = network;
    this.runtime = runtime;
  }

  InferenceWorker take() throws OrtException {
    @Nullable InferenceWorker worker = idle.pollFirst();
    if (worker == null) {
      return new InferenceWorker(network, runtime.environment());
    }
    idleCount.decrementAndGet();
    return worker;
  }

  void giveBack(InferenceWorker worker) {
    if (idleCount.incrementAndGet() <= runtime.cores()) {
      idle.addFirst(worker);
    } else {
      idleCount.decrementAndGet();
      worker.close();
    }
  }

  /** All workers have to be back. */
  @Override
  public void close() {
    for (InferenceWorker worker; (worker = idle.pollFirst()) != null; ) {
      worker.close();
    }
  }
}
