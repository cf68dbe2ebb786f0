package com.imageflowcanvas.execution;

import java.util.Locale;

/** Which way an execution takes. */
public enum ExecutionMode {
  DIRECT_GRPC,
  KAFKA_FALLBACK;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
