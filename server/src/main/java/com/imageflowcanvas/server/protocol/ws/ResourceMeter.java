package com.imageflowcanvas.server.protocol.ws;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** How busy this process is, measured at most once a second. Thread-safe. */
final class ResourceMeter {
  private static final long PERIOD_NANOS = 1_000_000_000L;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final LongSupplier nanoTime;
  private volatile Reading last;

  ResourceMeter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.last = measure(nanoTime.getAsLong());
  }

  ServerMessage.ResourceUsage read() {
    long now = nanoTime.getAsLong();
    Reading reading = last;
    if (now - reading.at >= PERIOD_NANOS) {
      reading = measure(now);
      last = reading;
    }
    return reading.usage;
  }

  private Reading measure(long now) {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    double cpu = Math.max(0, system.getProcessCpuLoad());
    return new Reading(
        now,
        new ServerMessage.ResourceUsage(
            percent(cpu), percent((double) used / runtime.maxMemory())));
  }

  private static double percent(double share) {
    return Math.round(share * 1000) / 10.0;
  }

  private record Reading(long at, ServerMessage.ResourceUsage usage) {}
}
