package com.imageflowcanvas.execution;

/**
 * What one submission may hold, and how many may wait.
 *
 * @param images per execution
 * @param bytes of all images of an execution
 * @param queued executions that may be pending at once
 */
public record SubmissionLimits(int images, long bytes, long queued) {
  public static final SubmissionLimits DEFAULT =
      new SubmissionLimits(100, 512L * 1024 * 1024, 20_000);
}
