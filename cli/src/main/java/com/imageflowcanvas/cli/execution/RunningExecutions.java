package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.Paths;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.process.CommandFailure;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The executions that this process started and that have not ended: Ctrl-C cancels them. */
public final class RunningExecutions implements AutoCloseable {
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final ServerClient client;
  private final PrintStream err;
  private final Thread onExit = new Thread(this::cancelAll, "cancel");

  private RunningExecutions(ServerClient client, PrintStream err) {
    this.client = client;
    this.err = err;
  }

  /** Cancels what runs when the process is told to end before this is closed. */
  public static RunningExecutions cancelledOnExit(ServerClient client, PrintStream err) {
    RunningExecutions running = new RunningExecutions(client, err);
    Runtime.getRuntime().addShutdownHook(running.onExit);
    return running;
  }

  void add(String execution) {
    ids.add(execution);
  }

  void remove(String execution) {
    ids.remove(execution);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook runs
    }
  }

  private void cancelAll() {
    for (String id : ids) {
      try {
        client.post("/v1/executions/" + Paths.segment(id) + "/cancel");
        err.println("imageflow: cancelled execution " + id);
      } catch (CommandFailure e) {
        err.println("imageflow: execution " + id + " was not cancelled: " + e.text());
      }
    }
  }
}
