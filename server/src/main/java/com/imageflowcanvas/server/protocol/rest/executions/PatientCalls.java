package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionWatch;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/** Calls that wait for the end of an execution, as long as their client does. Thread-safe. */
public final class PatientCalls {
  /** Says which preferences were heeded (RFC 7240). */
  static final String APPLIED = "Preference-Applied";

  private final ExecutionWatch watch;

  public PatientCalls(ExecutionWatch watch) {
    this.watch = watch;
  }

  /** Empty when it has not ended by then, or nobody waits for it any more. */
  Optional<Execution> awaitEnd(ExecutionId id, Duration longest, HttpServletRequest request) {
    try (HangUp.Watch _ = HangUp.interrupts(request, Thread.currentThread())) {
      return watch.awaitEnd(id, longest);
    } catch (InterruptedException e) {
      return Optional.empty(); // the client has gone, or the server is ending
    }
  }
}
