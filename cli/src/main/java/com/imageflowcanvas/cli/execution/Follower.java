package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.display.Progress;
import com.imageflowcanvas.cli.display.SafeName;
import com.imageflowcanvas.cli.execution.ExecutionReport.ItemLine;
import com.imageflowcanvas.cli.execution.OutputFolder.Saved;
import com.imageflowcanvas.cli.process.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Follows executions to their end and saves what they made.
 *
 * @param output folder for all results; one folder per execution under {@code imageflow-output}
 *     when empty
 */
public record Follower(
    ServerClient client, ExecutionWatch watch, Path workingFolder, Optional<Path> output) {

  /** Waits for the end of an execution, then downloads its results. */
  public Outcome.Ended follow(String execution, Progress.Line line) throws InterruptedException {
    return save(execution, watch.untilEnd(execution, line::at), line);
  }

  /** Downloads the results of an execution that has ended. */
  Outcome.Ended save(String execution, JsonNode ended, Progress.Line line) {
    ExecutionReport report = ExecutionReport.of(ended);
    OutputFolder folder = folder(execution);
    List<List<Saved>> saved = new ArrayList<>();
    String problem = "";
    for (ItemLine item : report.items()) {
      try {
        saved.add(problem.isEmpty() ? folder.save(client, item) : List.of());
      } catch (CommandFailure e) {
        problem = e.text();
        saved.add(List.of());
      }
    }
    if (report.completed()) line.at(100, "");
    line.end(ReportText.ending(report));
    return new Outcome.Ended(report, saved, problem);
  }

  private OutputFolder folder(String execution) {
    return new OutputFolder(
        output.orElseGet(
            () -> workingFolder.resolve("imageflow-output").resolve(SafeName.of(execution))));
  }
}
