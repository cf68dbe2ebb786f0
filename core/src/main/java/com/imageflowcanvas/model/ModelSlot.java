package com.imageflowcanvas.model;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one model: loads it once however many ask for it, and anew when its file was
 * replaced. Those who ask meanwhile go on with the old one. A replacement that cannot be used does
 * not take the old one away; it is told once in the log.
 */
final class ModelSlot {
  private static final Logger log = LoggerFactory.getLogger(ModelSlot.class);

  private final ModelName name;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable LoadedModel current;
  private volatile long checkedAt;

  // guarded by the lock
  private @Nullable Known known;
  private @Nullable Failure failure;

  ModelSlot(ModelName name, LongSupplier nanoTime) {
    this.name = name;
    this.nanoTime = nanoTime;
  }

  /** The model to use now; whoever gets it has to release it. */
  LoadedModel acquire(ModelLoader loader) {
    while (true) {
      LoadedModel model = upToDate(loader);
      if (model.tryAcquire()) {
        return model;
      }
    }
  }

  /** What is known of the model that a call would use now; does not keep it loaded. */
  ModelInfo info(ModelLoader loader) {
    lock.lock();
    try {
      return current == null ? infoOfFile(loader) : checked(loader).detector().info();
    } finally {
      lock.unlock();
    }
  }

  void checkAtNextCall() {
    checkedAt = nanoTime.getAsLong() - ModelDirectory.CHECK_NANOS;
  }

  /** Lets the loaded model go; it is closed when the calls on it have ended. */
  void retire() {
    lock.lock();
    try {
      replaceBy(null);
    } finally {
      lock.unlock();
    }
  }

  private LoadedModel upToDate(ModelLoader loader) {
    LoadedModel model = current;
    if (model != null && (isFresh() || !lock.tryLock())) {
      return model;
    }
    if (model == null) {
      lock.lock();
    }
    try {
      return checked(loader);
    } finally {
      lock.unlock();
    }
  }

  private LoadedModel checked(ModelLoader loader) {
    LoadedModel model = current;
    if (model != null && isFresh()) {
      return model;
    }
    String fingerprint = loader.fingerprint(name);
    checkedAt = nanoTime.getAsLong();
    if (model != null && model.isOf(fingerprint)) {
      return model;
    }
    try {
      return load(loader, fingerprint);
    } catch (ProblemException e) {
      if (model == null || e.problem().code() == ErrorCode.MODEL_NOT_INSTALLED) {
        throw e;
      }
      return model;
    }
  }

  private LoadedModel load(ModelLoader loader, String fingerprint) {
    throwIfFailedBefore(fingerprint);
    try {
      LoadedModel loaded = new LoadedModel(loader.load(name), fingerprint);
      replaceBy(loaded);
      return loaded;
    } catch (ProblemException e) {
      remember(fingerprint, e);
      throw e;
    }
  }

  private ModelInfo infoOfFile(ModelLoader loader) {
    String fingerprint = loader.fingerprint(name);
    if (known != null && known.fingerprint.equals(fingerprint)) {
      return known.info;
    }
    throwIfFailedBefore(fingerprint);
    try {
      ModelInfo info = loader.info(name);
      known = new Known(fingerprint, info);
      return info;
    } catch (ProblemException e) {
      remember(fingerprint, e);
      throw e;
    }
  }

  private void throwIfFailedBefore(String fingerprint) {
    if (failure != null && failure.fingerprint.equals(fingerprint)) {
      throw failure.problem.exception();
    }
  }

  private void remember(String fingerprint, ProblemException e) {
    failure = new Failure(fingerprint, e.problem());
    log.warn("model {} cannot be used: {}", name, e.problem().detail());
  }

  private void replaceBy(@Nullable LoadedModel next) {
    LoadedModel old = current;
    current = next;
    if (old != null) {
      old.release();
    }
  }

  private boolean isFresh() {
    return nanoTime.getAsLong() - checkedAt < ModelDirectory.CHECK_NANOS;
  }

  private record Known(String fingerprint, ModelInfo info) {}

  private record Failure(String fingerprint, Problem problem) {}
}
