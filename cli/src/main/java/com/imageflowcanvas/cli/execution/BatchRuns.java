package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.ApiError;
import com.imageflowcanvas.cli.client.Unreachable;
import com.imageflowcanvas.cli.display.Progress;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes batches through submission, watching and saving, a few at a time. */
public final class BatchRuns {
  private final Submission submission;
  private final Optional<Follower> follower;
  private final Progress progress;
  private final RunningExecutions running;
  private final AtomicBoolean pointless = new AtomicBoolean();

  /**
   * @param follower leaves executions alone once they are accepted when empty
   * @param running hears which executions would have to be cancelled
   */
  public BatchRuns(
      Submission submission,
      Optional<Follower> follower,
      Progress progress,
      RunningExecutions running) {
    this.submission = submission;
    this.follower = follower;
    this.progress = progress;
    this.running = running;
  }

  /**
   * Returns the outcomes in the order of the batches. After a refusal that every batch would meet
   * (an unknown pipeline, a wrong parameter) the rest is not sent.
   */
  public List<Outcome> run(List<Batch> batches, int parallel) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory())) {
      List<Future<Optional<Outcome>>> futures = new ArrayList<>();
      for (Batch batch : batches) futures.add(threads.submit(() -> run(batch)));
      for (Future<Optional<Outcome>> future : futures) future.get().ifPresent(outcomes::add);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException interrupted) throw interrupted;
      throw new IllegalStateException(e.getCause());
    }
    return outcomes;
  }

  private Optional<Outcome> run(Batch batch) throws InterruptedException {
    if (pointless.get()) return Optional.empty();
    Progress.Line line = progress.begin(batch.label());
    try {
      return Optional.of(send(batch, line));
    } catch (ApiError e) {
      if (e.status() == 400 || e.status() == 403 || e.status() == 404) pointless.set(true);
      return Optional.of(lost(batch, line, e.text(), e.code()));
    } catch (Unreachable e) {
      pointless.set(true);
      return Optional.of(lost(batch, line, e.text(), e.code()));
    } catch (CommandFailure e) {
      return Optional.of(lost(batch, line, e.text(), e.code()));
    }
  }

  private Outcome send(Batch batch, Progress.Line line) throws InterruptedException {
    if (follower.isEmpty()) {
      String execution = submission.submit(batch);
      line.end("accepted: " + execution);
      return new Outcome.Detached(batch.label(), execution);
    }
    line.at(0, "sent");
    Submission.Sent sent = running.submit(submission, batch);
    if (sent.ended().isPresent()) {
      return follower.get().save(sent.execution(), sent.ended().get(), line);
    }
    try {
      line.at(0, "accepted");
      return follower.get().follow(sent.execution(), line);
    } finally {
      running.ended(sent.execution());
    }
  }

  private static Outcome lost(Batch batch, Progress.Line line, String why, ExitCode code) {
    line.end(why.lines().findFirst().orElse("failed"));
    return new Outcome.Lost(batch.label(), why, code);
  }
}
