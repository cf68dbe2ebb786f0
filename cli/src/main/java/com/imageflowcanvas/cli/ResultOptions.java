package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.display.BarProgress;
import com.imageflowcanvas.cli.display.PlainProgress;
import com.imageflowcanvas.cli.display.Progress;
import com.imageflowcanvas.cli.execution.ExecutionWatch;
import com.imageflowcanvas.cli.execution.Follower;
import com.imageflowcanvas.cli.execution.Outcome;
import com.imageflowcanvas.cli.execution.ReportJson;
import com.imageflowcanvas.cli.execution.ReportText;
import com.imageflowcanvas.cli.process.ExitCode;
import com.imageflowcanvas.cli.process.Surroundings;
import com.imageflowcanvas.cli.process.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the commands that wait for executions show and save what comes of them. */
final class ResultOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Folder for the results; ./imageflow-output/<execution> when not given. Nothing that is"
              + " there is overwritten.")
  private @Nullable Path output;

  @Option(
      names = "--json",
      description = "Print one JSON document on standard output instead of tables.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  private final Surroundings surroundings;

  ResultOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Progress progress() {
    Terminal terminal = surroundings.terminal();
    if (quiet) return Progress.silent();
    if (terminal.live()) return new BarProgress(terminal.err(), terminal.columns());
    return new PlainProgress(terminal.err());
  }

  Follower follower(ServerClient client) {
    Path here = surroundings.workingFolder();
    return new Follower(
        client,
        new ExecutionWatch(client, surroundings.clock()),
        here,
        Optional.ofNullable(output).map(here::resolve));
  }

  /** Tells all outcomes and returns the exit code of the whole. */
  int tell(List<Outcome> outcomes) {
    ExitCode code = exitCode(outcomes);
    Terminal terminal = surroundings.terminal();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Lost lost) {
        terminal.err().println("imageflow: " + lost.label() + ": " + lost.why());
      }
      if (outcome instanceof Outcome.Ended ended && !ended.problem().isEmpty()) {
        terminal.err().println("imageflow: " + ended.problem());
      }
    }
    if (json) {
      terminal.out().println(Json.write(ReportJson.of(outcomes, code)));
    } else {
      ReportText text = new ReportText(terminal.out(), surroundings.workingFolder());
      outcomes.forEach(text::print);
    }
    return code.number();
  }

  /**
   * What all lost outcomes agree on when there is nothing else; otherwise that something failed.
   */
  private static ExitCode exitCode(List<Outcome> outcomes) {
    List<ExitCode> different = outcomes.stream().map(Outcome::exitCode).distinct().toList();
    return different.size() == 1 ? different.getFirst() : ExitCode.FAILED;
  }
}
