package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.display.Progress;
import com.imageflowcanvas.cli.execution.Batch;
import com.imageflowcanvas.cli.execution.BatchRuns;
import com.imageflowcanvas.cli.execution.Follower;
import com.imageflowcanvas.cli.execution.InputImages;
import com.imageflowcanvas.cli.execution.Outcome;
import com.imageflowcanvas.cli.execution.RunRequest;
import com.imageflowcanvas.cli.execution.RunningExecutions;
import com.imageflowcanvas.cli.execution.Submission;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import com.imageflowcanvas.cli.process.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code imageflow run}. */
@Command(
    name = "run",
    description = "Sends images through a pipeline, shows what was found and saves the results.",
    footer = {
      "",
      "Exit code: 0 all well, 1 an image failed, 2 refused as it stands, 3 no server or no login.",
      "Ctrl-C cancels what runs."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final int MAX_PARALLEL = 32;

  /** Word of the contract for how urgent an execution is. */
  enum Priority {
    low,
    normal,
    high
  }

  @Parameters(index = "0", paramLabel = "PIPELINE", description = "Id or slug of the pipeline.")
  private String pipeline = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Images, or folders of images (with their subfolders).")
  private List<String> images = new ArrayList<>();

  @Mixin private final ParameterOptions parameters = new ParameterOptions();

  @Option(names = "--priority", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Priority priority = Priority.normal;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "Executions at once when the images are more than one takes (100); default"
              + " ${DEFAULT-VALUE}.")
  private int parallel = 2;

  @Option(
      names = "--detach",
      description = "Print the ids of the executions and leave; imageflow watch follows them.")
  private boolean detach;

  @Mixin private final ResultOptions results;
  @Mixin private final ServerOptions server;
  private final Surroundings surroundings;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.results = new ResultOptions(surroundings);
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (parallel < 1 || parallel > MAX_PARALLEL) {
      throw new CommandFailure(
          ExitCode.REFUSED, "--parallel: " + parallel + " (expected: 1.." + MAX_PARALLEL + ")");
    }
    RunRequest request = new RunRequest(pipeline, parameters.value(), priority.name());
    List<Path> found = InputImages.find(surroundings.workingFolder(), images);
    ServerClient client = server.connect().client();
    client.ensureLoggedIn();
    return results.tell(run(client, request, Batch.split(found)));
  }

  private List<Outcome> run(ServerClient client, RunRequest request, List<Batch> batches)
      throws InterruptedException {
    Optional<Follower> follower = detach ? Optional.empty() : Optional.of(results.follower(client));
    try (Progress progress = results.progress();
        RunningExecutions running =
            RunningExecutions.cancelledOnExit(client, surroundings.terminal().err())) {
      return new BatchRuns(new Submission(client, request), follower, progress, running)
          .run(batches, parallel);
    }
  }
}
