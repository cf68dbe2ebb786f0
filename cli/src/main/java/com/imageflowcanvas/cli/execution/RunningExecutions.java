package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.Paths;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.process.CommandFailure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The executions that this process started and that have not ended: Ctrl-C cancels them. */
public final class RunningExecutions implements AutoCloseable {
  /** How long the end waits for answers to what was being sent: their executions run already. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

  /** What was sent and is answered only at its end. */
  private final Map<Batch, Submission> unanswered = new ConcurrentHashMap<>();

  private final AtomicInteger sending = new AtomicInteger();
  private final ServerClient client;
  private final PrintStream err;
  private final Thread onExit = new Thread(this::cancelAll, "cancel");
  private volatile boolean ending;

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

  /** Submits a batch; its execution runs from then on until {@link #ended}. */
  Submission.Sent submit(Submission submission, Batch batch) throws InterruptedException {
    sending.incrementAndGet();
    if (submission.waits(batch)) unanswered.put(batch, submission);
    try {
      if (ending) throw new InterruptedException("the process ends");
      Submission.Sent sent = submission.send(batch);
      if (sent.ended().isEmpty()) ids.add(sent.execution());
      return sent;
    } finally {
      unanswered.remove(batch);
      sending.decrementAndGet();
    }
  }

  void ended(String execution) {
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
    ending = true;
    try {
      askForIds();
      for (long left = PATIENCE.dividedBy(PAUSE); left > 0; left--) {
        cancelKnown();
        if (sending.get() == 0 && ids.isEmpty()) return;
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A batch that is sent again under its key is answered at once with the id that it has. */
  private void askForIds() throws InterruptedException {
    for (Map.Entry<Batch, Submission> sent : unanswered.entrySet()) {
      try {
        ids.add(sent.getValue().submit(sent.getKey()));
      } catch (CommandFailure e) {
        err.println("imageflow: " + sent.getKey().label() + " was not cancelled: " + e.text());
      }
    }
  }

  private void cancelKnown() {
    for (String id : ids) {
      ids.remove(id);
      if (!cancelled.add(id)) continue;
      try {
        client.post("/v1/executions/" + Paths.segment(id) + "/cancel");
        err.println("imageflow: cancelled execution " + id);
      } catch (CommandFailure e) {
        err.println("imageflow: execution " + id + " was not cancelled: " + e.text());
      }
    }
  }
}
