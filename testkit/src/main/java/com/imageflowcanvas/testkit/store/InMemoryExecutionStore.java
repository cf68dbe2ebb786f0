package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.execution.NodeId;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.IdempotencyKey;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Executions in memory, beside the files they read and make. */
public final class InMemoryExecutionStore implements ExecutionStore {
  private static final Comparator<Execution> BY_RANK =
      Comparator.<Execution>comparingLong(e -> e.priority().rank(e.createdAt()))
          .thenComparing(e -> e.id().value());

  private static final Comparator<Execution> BY_ACCEPTANCE =
      Comparator.comparing(Execution::createdAt).thenComparing(e -> e.id().value());

  private final InMemoryFileStore files;
  private final Map<ExecutionId, Execution> executions = new HashMap<>();

  public InMemoryExecutionStore(InMemoryFileStore files) {
    this.files = files;
  }

  @Override
  public Acceptance accept(
      Execution execution, List<StoredFile> inputs, Optional<IdempotencyKey> key) {
    if (execution.state().isTerminal()) {
      throw new IllegalArgumentException(
          "state: " + execution.state() + " (expected: PENDING or RUNNING)");
    }
    synchronized (files) {
      long gone =
          execution.items().stream()
              .flatMap(item -> item.input().stream())
              .distinct()
              .filter(id -> inputs.stream().noneMatch(file -> file.id().equals(id)))
              .filter(id -> files.find(id).isEmpty())
              .count();
      if (gone > 0) {
        throw ExecutionStore.inputsGone(gone);
      }
      Acceptance acceptance = files.remember(key, execution.id().value(), execution.createdAt());
      if (acceptance instanceof Acceptance.Stored) {
        executions.put(execution.id(), execution);
        files.put(inputs);
        files.startReading(
            execution.id(),
            execution.items().stream()
                .flatMap(item -> item.input().stream())
                .collect(Collectors.toSet()));
      }
      return acceptance;
    }
  }

  @Override
  public Optional<Acceptance> recall(IdempotencyKey key, Instant now) {
    synchronized (files) {
      return files.recall(key, now);
    }
  }

  @Override
  public Optional<Execution> find(ExecutionId id) {
    synchronized (files) {
      return Optional.ofNullable(executions.get(id));
    }
  }

  @Override
  public ExecutionPage list(ExecutionQuery q) {
    synchronized (files) {
      var page =
          InMemoryCursor.page(
              executions.values().stream()
                  .filter(e -> q.pipeline().map(e.pipelineId()::equals).orElse(true))
                  .filter(e -> q.state().map(e.state()::equals).orElse(true))
                  .filter(e -> q.owner().map(e.owner()::equals).orElse(true))
                  .filter(e -> q.from().map(from -> !e.createdAt().isBefore(from)).orElse(true))
                  .filter(e -> q.to().map(to -> e.createdAt().isBefore(to)).orElse(true)),
              e -> new InMemoryCursor(e.createdAt(), e.id().value()),
              q.cursor(),
              q.limit());
      return new ExecutionPage(
          page.rows().stream().map(ExecutionSummary::of).toList(), page.next());
    }
  }

  @Override
  public List<Execution> claim(NodeId node, Instant now, Instant leaseUntil, int limit) {
    synchronized (files) {
      return fresh(now).sorted(BY_RANK).limit(limit).toList().stream()
          .map(e -> keep(e.after(new ExecutionEvent.Claimed(node, leaseUntil, now))))
          .toList();
    }
  }

  @Override
  public Optional<Execution> claimSuspect(
      NodeId node, Instant now, Instant leaseUntil, int maxAttempts) {
    synchronized (files) {
      return suspects(now, maxAttempts)
          .min(BY_RANK)
          .map(e -> keep(e.after(new ExecutionEvent.Claimed(node, leaseUntil, now))));
    }
  }

  @Override
  public boolean hasSuspect(Instant now, int maxAttempts) {
    synchronized (files) {
      return suspects(now, maxAttempts).findAny().isPresent();
    }
  }

  private Stream<Execution> suspects(Instant now, int maxAttempts) {
    Predicate<Execution> lost = e -> isLost(e, now) && e.attempt().number() < maxAttempts;
    Predicate<Execution> begunBefore = e -> isDue(e, now) && e.attempt().number() > 0;
    return executions.values().stream().filter(lost.or(begunBefore));
  }

  /** What waits to be begun for the first time, and is due. */
  private Stream<Execution> fresh(Instant now) {
    return executions.values().stream().filter(e -> isDue(e, now) && e.attempt().number() == 0);
  }

  private static boolean isDue(Execution e, Instant now) {
    return e.state() == ExecutionState.PENDING
        && e.attempt().notBefore().map(due -> !due.isAfter(now)).orElse(true);
  }

  private static boolean isLost(Execution e, Instant now) {
    return e.state() == ExecutionState.RUNNING
        && e.attempt().leaseUntil().map(until -> !until.isAfter(now)).orElse(false);
  }

  private Execution keep(Execution next) {
    executions.put(next.id(), next);
    if (next.state().isTerminal()) {
      files.stopReading(next.id());
    }
    return next;
  }

  @Override
  public Optional<Execution> claimBefore(long rank, NodeId node, Instant now, Instant leaseUntil) {
    synchronized (files) {
      return fresh(now)
          .filter(e -> e.priority().rank(e.createdAt()) < rank)
          .min(BY_RANK)
          .flatMap(e -> claimOne(e.id(), node, now, leaseUntil));
    }
  }

  @Override
  public Optional<Execution> claimOldest(NodeId node, Instant now, Instant leaseUntil) {
    synchronized (files) {
      return fresh(now).min(BY_ACCEPTANCE).flatMap(e -> claimOne(e.id(), node, now, leaseUntil));
    }
  }

  @Override
  public Optional<Execution> claimOne(
      ExecutionId id, NodeId node, Instant now, Instant leaseUntil) {
    synchronized (files) {
      return find(id)
          .filter(e -> e.state() == ExecutionState.PENDING)
          .map(e -> keep(e.after(new ExecutionEvent.Claimed(node, leaseUntil, now))));
    }
  }

  @Override
  public List<Execution> exhausted(Instant now, int maxAttempts, int limit) {
    synchronized (files) {
      return executions.values().stream()
          .filter(e -> isLost(e, now) && e.attempt().number() >= maxAttempts)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public Set<ExecutionId> renew(Map<ExecutionId, Long> fences, Instant leaseUntil) {
    synchronized (files) {
      Set<ExecutionId> ours = new HashSet<>();
      fences.forEach(
          (id, fence) ->
              running(id, fence)
                  .map(found -> keep(withLease(found, leaseUntil)))
                  .ifPresent(kept -> ours.add(kept.id())));
      return ours;
    }
  }

  private Optional<Execution> running(ExecutionId id, long fence) {
    return find(id)
        .filter(e -> e.state() == ExecutionState.RUNNING && e.attempt().fence() == fence);
  }

  @Override
  public boolean finish(Execution next, long fence, List<StoredFile> outputs) {
    synchronized (files) {
      if (running(next.id(), fence).isEmpty()) {
        return false;
      }
      keep(next);
      files.deleteOutputsOf(next.id());
      files.put(outputs);
      return true;
    }
  }

  @Override
  public Optional<Execution> cancel(Execution seen, Instant now) {
    synchronized (files) {
      return find(seen.id())
          .filter(e -> !e.state().isTerminal())
          .map(e -> seen.isNewsOf(e) ? seen : e)
          .map(e -> keep(e.after(new ExecutionEvent.Cancelled(now))));
    }
  }

  @Override
  public int abandonLeases(NodeId node, Instant now) {
    synchronized (files) {
      List<Execution> held =
          executions.values().stream()
              .filter(e -> e.state() == ExecutionState.RUNNING && !isLost(e, now))
              .filter(e -> e.attempt().owner().equals(Optional.of(node)))
              .toList();
      held.forEach(e -> keep(withLease(e, now)));
      return held.size();
    }
  }

  @Override
  public List<StoredFile> delete(ExecutionId id) {
    synchronized (files) {
      if (find(id).filter(e -> e.state().isTerminal()).isEmpty()) {
        return List.of();
      }
      executions.remove(id);
      return files.deleteOf(id);
    }
  }

  @Override
  public Map<ExecutionState, Long> counts() {
    synchronized (files) {
      Map<ExecutionState, Long> counts = new EnumMap<>(ExecutionState.class);
      for (ExecutionState state : ExecutionState.values()) {
        counts.put(state, executions.values().stream().filter(e -> e.state() == state).count());
      }
      return counts;
    }
  }

  @Override
  public long itemsAhead(long rank) {
    synchronized (files) {
      return executions.values().stream()
          .filter(e -> !e.state().isTerminal())
          .filter(
              e -> e.state() == ExecutionState.RUNNING || e.priority().rank(e.createdAt()) < rank)
          .flatMap(e -> e.items().stream())
          .filter(item -> !item.state().isTerminal())
          .count();
    }
  }

  @Override
  public boolean isPipelineInUse(PipelineId pipeline) {
    synchronized (files) {
      return executions.values().stream()
          .anyMatch(e -> e.pipelineId().equals(pipeline) && !e.state().isTerminal());
    }
  }

  @Override
  public List<Duration> recentTimesPerItem(Optional<PipelineId> pipeline, int limit) {
    synchronized (files) {
      return ended()
          .sorted(BY_ACCEPTANCE.reversed())
          .filter(e -> e.state() == ExecutionState.COMPLETED)
          .filter(e -> pipeline.map(e.pipelineId()::equals).orElse(true))
          .limit(limit)
          .map(e -> e.processingTime().orElseThrow().dividedBy(e.items().size()))
          .toList();
    }
  }

  @Override
  public List<ExecutionId> endedBefore(Instant before, int limit) {
    synchronized (files) {
      return ended()
          .sorted(BY_ACCEPTANCE)
          .filter(e -> end(e).isBefore(before))
          .limit(limit)
          .map(Execution::id)
          .toList();
    }
  }

  private Stream<Execution> ended() {
    return executions.values().stream().filter(e -> e.completedAt().isPresent());
  }

  private static Instant end(Execution ended) {
    return ended.completedAt().orElseThrow();
  }

  private static Execution withLease(Execution e, Instant until) {
    return new Execution(
        e.id(),
        e.pipelineId(),
        e.pipelineVersion(),
        e.owner(),
        e.priority(),
        e.parameters(),
        e.state(),
        e.mode(),
        e.attempt().leasedUntil(until),
        e.items(),
        e.steps(),
        e.finishedItemSteps(),
        e.createdAt(),
        e.startedAt(),
        e.completedAt(),
        e.failure());
  }
}
