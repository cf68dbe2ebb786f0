package com.imageflowcanvas.execution;

import com.imageflowcanvas.event.EventBus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for executions to end: one subscription hears of the ends for all who wait, and one look at
 * the store a second finds those whose news got lost. Thread-safe.
 */
public final class ExecutionWatch implements AutoCloseable {
  /** Who wait for a limited time; each holds a connection. */
  public static final int MAX_PATIENT = 500;

  private static final Logger log = LoggerFactory.getLogger(ExecutionWatch.class);

  /** How often the store is asked, should news get lost. */
  private static final Duration LOST_NEWS = Duration.ofSeconds(1);

  private final ExecutionStore store;
  private final Map<ExecutionId, Set<Waiter>> waiters = new ConcurrentHashMap<>();
  private final Semaphore patient = new Semaphore(MAX_PATIENT);
  private final EventBus.Subscription news;
  private final Thread looking;
  private volatile boolean hurrying;

  public ExecutionWatch(ExecutionStore store, EventBus events) {
    this.store = store;
    this.news = events.subscribe(ExecutionUpdate.Changed.class, change -> hear(change.execution()));
    this.looking = Thread.ofVirtual().name("execution-watch").start(this::lookForLostNews);
  }

  /**
   * Blocks until the execution has ended.
   *
   * @return empty when there is no such execution (any more)
   */
  public Optional<Execution> awaitEnd(ExecutionId id) throws InterruptedException {
    Waiter waiter = begin(id, false);
    try {
      look(id);
      return waiter.end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      end(id, waiter);
    }
  }

  /**
   * Blocks until the execution has ended, but not for long.
   *
   * @return empty when it has not ended by then, when there is no such execution (any more), and at
   *     once when too many wait already
   */
  public Optional<Execution> awaitEnd(ExecutionId id, Duration longest)
      throws InterruptedException {
    if (!patient.tryAcquire()) {
      return Optional.empty();
    }
    Waiter waiter = begin(id, true);
    try {
      look(id);
      return hurrying
          ? waiter.end.getNow(Optional.empty())
          : waiter.end.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      end(id, waiter);
      patient.release();
    }
  }

  /** Nobody waits for a limited time any more: the server is stopping. */
  public void hurry() {
    hurrying = true;
    waiters.values().stream()
        .flatMap(Set::stream)
        .filter(waiter -> waiter.patient)
        .forEach(waiter -> waiter.end.complete(Optional.empty()));
  }

  @Override
  public void close() {
    hurry();
    news.close();
    looking.interrupt();
    waiters.values().stream().flatMap(Set::stream).forEach(waiter -> waiter.end.cancel(false));
  }

  public boolean isWaitedFor(ExecutionId id) {
    return waiters.containsKey(id);
  }

  private Waiter begin(ExecutionId id, boolean isPatient) {
    Waiter waiter = new Waiter(isPatient, new CompletableFuture<>());
    waiters.compute(
        id,
        (key, others) -> {
          Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(waiter);
          return all;
        });
    return waiter;
  }

  private void end(ExecutionId id, Waiter waiter) {
    waiters.computeIfPresent(
        id,
        (key, all) -> {
          all.remove(waiter);
          return all.isEmpty() ? null : all;
        });
  }

  private void hear(Execution execution) {
    if (execution.state().isTerminal()) {
      tell(execution.id(), Optional.of(execution));
    }
  }

  private void tell(ExecutionId id, Optional<Execution> ended) {
    waiters.getOrDefault(id, Set.of()).forEach(waiter -> waiter.end.complete(ended));
  }

  private void look(ExecutionId id) {
    Optional<Execution> stored = store.find(id);
    if (stored.isEmpty()) {
      tell(id, stored);
    } else {
      hear(stored.get());
    }
  }

  private void lookForLostNews() {
    try {
      while (true) {
        Thread.sleep(LOST_NEWS);
        waiters.keySet().forEach(this::lookAgain);
      }
    } catch (InterruptedException e) {
      log.debug("nobody is waited for any more");
    }
  }

  private void lookAgain(ExecutionId id) {
    try {
      look(id);
    } catch (RuntimeException e) {
      log.debug("execution {} cannot be read; tried again", id, e);
    }
  }

  /** Somebody who waits; equal to nobody else. */
  private static final class Waiter {
    private final boolean patient;
    private final CompletableFuture<Optional<Execution>> end;

    Waiter(boolean patient, CompletableFuture<Optional<Execution>> end) {
      this.patient = patient;
      this.end = end;
    }
  }
}
