package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.SecurityService;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes ended logins and old entries of the audit log now and then, until closed. */
public final class AccessTidying implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessTidying.class);
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration FIRST = Duration.ofMinutes(2);

  private final SecurityService security;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("access-tidying").factory());

  public AccessTidying(SecurityService security) {
    this.security = security;
    timer.scheduleWithFixedDelay(
        this::tidy, FIRST.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  private void tidy() {
    try {
      security.tidy();
    } catch (RuntimeException e) {
      log.warn("old logins are not removed now: {}", e.getMessage()); // the next round tries again
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
