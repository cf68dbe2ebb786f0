package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The ONNX Runtime of this process and how sessions are made in it. Thread-safe. Where its native
 * libraries are unpacked to is set by the system property {@code onnxruntime.native.path}, before
 * the first one is made.
 */
public final class OnnxRuntime {
  private final OrtEnvironment environment;
  private final Provider provider;
  private final int cores;
  private final BooleanSupplier shared;

  /** Calls of all detectors that run now. */
  private final AtomicInteger inFlight = new AtomicInteger();

  /**
   * @param cores threads for a call that is alone, at least 1
   * @param shared whether others are at work beside a call, detecting or not
   * @throws IllegalStateException when the provider is not there; it never falls back to another
   */
  public OnnxRuntime(Provider provider, int cores, BooleanSupplier shared) {
    if (cores < 1) {
      throw new IllegalArgumentException("cores: " + cores + " (expected: at least 1)");
    }
    this.environment = OnnxEnvironment.open();
    this.provider = provider;
    this.cores = cores;
    this.shared = shared;
    if (provider == Provider.CUDA
        && !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new IllegalStateException(
          "provider: cuda (expected: cpu; this ONNX Runtime has no CUDA, onnxruntime_gpu has it)");
    }
  }

  /** Beside which nothing but other detectors is at work. */
  public OnnxRuntime(Provider provider, int cores) {
    this(provider, cores, () -> false);
  }

  /** On the CPU, with all its cores. */
  public static OnnxRuntime onCpu() {
    return new OnnxRuntime(Provider.CPU, Runtime.getRuntime().availableProcessors());
  }

  OrtEnvironment environment() {
    return environment;
  }

  int cores() {
    return cores;
  }

  AtomicInteger inFlight() {
    return inFlight;
  }

  /** A call begins; answers whether it is alone. */
  boolean begin() {
    return inFlight.incrementAndGet() == 1 && !shared.getAsBoolean();
  }

  /** A call has ended. */
  void end() {
    inFlight.decrementAndGet();
  }

  /** Two sessions over one model: one for a call that is alone, one for many at a time. */
  Sessions sessions(MemorySegment model) throws OrtException {
    OrtSession narrow = session(model, 1, OptLevel.ALL_OPT);
    if (cores == 1 || provider != Provider.CPU) {
      return new Sessions(narrow, narrow);
    }
    try {
      return new Sessions(narrow, session(model, cores, OptLevel.ALL_OPT));
    } catch (OrtException e) {
      narrow.close();
      throw e;
    }
  }

  /** A session that is made fast and runs slowly, to look at a model. */
  OrtSession glance(MemorySegment model) throws OrtException {
    return session(model, 1, OptLevel.NO_OPT);
  }

  private OrtSession session(MemorySegment model, int threads, OptLevel level) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(level);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // threads that spin while they wait take the cores from everything else in the process
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setCPUArenaAllocator(true);
      if (provider == Provider.CUDA) {
        options.addCUDA();
      }
      return environment.createSession(model.asByteBuffer(), options);
    }
  }
}
