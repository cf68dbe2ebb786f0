package com.imageflowcanvas.execution;

import java.time.Duration;

/**
 * How long things are kept.
 *
 * @param executions since they ended; zero for ever
 * @param unusedUploads since they were uploaded, where no execution names them; zero for ever
 * @param totalBytes of all files together, above which ended executions go, the oldest first; zero
 *     for no limit
 */
public record Retention(Duration executions, Duration unusedUploads, long totalBytes) {
  public Retention {
    if (executions.isNegative() || unusedUploads.isNegative() || totalBytes < 0) {
      throw new IllegalArgumentException(
          "retention: "
              + executions
              + ", "
              + unusedUploads
              + ", "
              + totalBytes
              + " (expected: 0..)");
    }
  }
}
