package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.display.Progress;
import com.imageflowcanvas.cli.execution.Follower;
import com.imageflowcanvas.cli.execution.Outcome;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code imageflow watch}. */
@Command(
    name = "watch",
    description =
        "Follows executions to their end, shows what was found and saves the results. Ctrl-C leaves"
            + " them running.",
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "EXECUTION", description = "Ids of executions.")
  private List<String> executions = new ArrayList<>();

  @Mixin private final ResultOptions results;
  @Mixin private final ServerOptions server;

  WatchCommand(Surroundings surroundings) {
    this.results = new ResultOptions(surroundings);
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerClient client = server.connect().client();
    Follower follower = results.follower(client);
    List<Outcome> outcomes = new ArrayList<>();
    try (Progress progress = results.progress()) {
      for (String execution : executions) {
        outcomes.add(follow(follower, execution, progress.begin(execution)));
      }
    }
    return results.tell(outcomes);
  }

  private static Outcome follow(Follower follower, String execution, Progress.Line line)
      throws InterruptedException {
    try {
      return follower.follow(execution, line);
    } catch (CommandFailure e) {
      line.end("not followed");
      return new Outcome.Lost(execution, e.text(), e.code());
    }
  }
}
