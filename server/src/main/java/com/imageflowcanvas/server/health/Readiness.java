package com.imageflowcanvas.server.health;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the server may be sent work. Thread-safe. */
public final class Readiness {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  private final List<WarmUp> warmUps;
  private final List<ReadinessCheck> checks;
  private volatile int done;
  private volatile boolean stopping;

  public Readiness(List<WarmUp> warmUps, List<ReadinessCheck> checks) {
    this.warmUps = List.copyOf(warmUps);
    this.checks = List.copyOf(checks);
  }

  /** Runs what has to be done before the first work. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the starting thread writes
  public void warmUp() throws Exception {
    for (WarmUp each : warmUps) {
      each.run();
      done++;
    }
  }

  /** From now on the server is not ready, so that gateways send work elsewhere. */
  public void stop() {
    stopping = true;
  }

  /** What every part says of itself. */
  public List<Check> checks() {
    List<Check> result = new ArrayList<>();
    if (stopping) {
      result.add(new Check("server", false));
    }
    for (int i = 0; i < warmUps.size(); i++) {
      result.add(new Check(warmUps.get(i).name(), i < done));
    }
    checks.forEach(check -> result.add(new Check(check.name(), holds(check))));
    return result;
  }

  private static boolean holds(ReadinessCheck check) {
    try {
      check.check();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      log.warn("{} is not ready: {}", check.name(), e.getMessage());
      return false;
    }
  }

  public record Check(String name, boolean ok) {}
}
