package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.execution.OutputFolder.Saved;
import com.imageflowcanvas.cli.process.ExitCode;
import java.util.List;

/** What became of a batch, or of an execution that was watched. */
public sealed interface Outcome {

  ExitCode exitCode();

  /**
   * The execution ended, well or not.
   *
   * @param saved for each item of the report its saved outputs
   * @param problem what went wrong while saving, empty when nothing did
   */
  record Ended(ExecutionReport report, List<List<Saved>> saved, String problem) implements Outcome {
    public Ended {
      saved = List.copyOf(saved);
    }

    @Override
    public ExitCode exitCode() {
      return report.completed() && problem.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /** The server took it, and nobody waits for its end. */
  record Detached(String label, String executionId) implements Outcome {
    @Override
    public ExitCode exitCode() {
      return ExitCode.OK;
    }
  }

  /** There was no end to be seen: refused, or the way to the server was lost. */
  record Lost(String label, String why, ExitCode exitCode) implements Outcome {}
}
