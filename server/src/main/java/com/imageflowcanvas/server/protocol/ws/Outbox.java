package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionUpdate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/**
 * What waits to be sent to one socket: answers in their order, of each execution only the newest
 * news. Bounded: a socket that does not keep up is to be closed. Thread-safe; one thread takes.
 */
final class Outbox {
  private static final int MAX_ANSWERS = 1_000;
  private static final int MAX_WAITING = 2_000;
  private static final int MAX_LANES = 4_000;

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // guarded by the lock
  private final Deque<ServerMessage> answers = new ArrayDeque<>();
  private final Map<Lane.Key, Lane> lanes = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Lane> waiting = new LinkedHashSet<>();
  private @Nullable CloseStatus closing;

  Outbox(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void answer(ServerMessage message) {
    lock.lock();
    try {
      if (closing != null) {
        return;
      }
      answers.add(message);
      if (answers.size() > MAX_ANSWERS) {
        overflow();
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** News of an execution; news that is older than what was given before is left out. */
  void news(ExecutionUpdate update, boolean ofAll) {
    lock.lock();
    try {
      if (closing != null) {
        return;
      }
      Lane lane = lanes.computeIfAbsent(new Lane.Key(update.execution().id(), ofAll), Lane::new);
      if (lane.offer(update)) {
        waiting.add(lane);
        changed.signal();
      }
      if (waiting.size() > MAX_WAITING) {
        overflow();
      }
      dropOldLanes();
    } finally {
      lock.unlock();
    }
  }

  /** The client asks again: what it is told next may have been sent before. */
  void repeat(ExecutionId execution) {
    lock.lock();
    try {
      Optional.ofNullable(lanes.get(new Lane.Key(execution, false))).ifPresent(Lane::repeat);
    } finally {
      lock.unlock();
    }
  }

  /** No more news of it. */
  void forget(ExecutionId execution) {
    lock.lock();
    try {
      @Nullable Lane lane = lanes.remove(new Lane.Key(execution, false));
      if (lane != null) {
        waiting.remove(lane);
      }
    } finally {
      lock.unlock();
    }
  }

  /** No more news of all. */
  void forgetAll() {
    lock.lock();
    try {
      lanes.keySet().removeIf(Lane.Key::ofAll);
      waiting.removeIf(lane -> lane.key().ofAll());
    } finally {
      lock.unlock();
    }
  }

  /** Lets the answers go, then nothing more; the first status counts. */
  void close(CloseStatus status) {
    lock.lock();
    try {
      closing = closing == null ? status : closing;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next thing to do. */
  Next take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        @Nullable ServerMessage answer = answers.poll();
        if (answer != null) {
          return new Next.Answer(answer);
        }
        if (closing != null) {
          return new Next.Close(closing);
        }
        long now = nanoTime.getAsLong();
        @Nullable Lane due = due(now);
        if (due != null) {
          return new Next.News(due.take(now), due.key().ofAll());
        }
        await(now);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Lane due(long now) {
    for (Iterator<Lane> each = waiting.iterator(); each.hasNext(); ) {
      Lane lane = each.next();
      if (lane.waitNanos(now) <= 0) {
        each.remove();
        return lane;
      }
    }
    return null;
  }

  @SuppressWarnings("WaitNotInLoop") // take() is the loop
  private void await(long now) throws InterruptedException {
    long shortest = waiting.stream().mapToLong(lane -> lane.waitNanos(now)).min().orElse(-1);
    if (shortest < 0) {
      changed.await();
    } else {
      long ignored = changed.awaitNanos(shortest);
    }
  }

  private void overflow() {
    answers.clear();
    waiting.clear();
    closing = CloseCode.TOO_SLOW;
  }

  /** What was not heard of for longest is forgotten; no news of it is waiting. */
  private void dropOldLanes() {
    if (lanes.size() > MAX_LANES) {
      Iterator<Lane> each = lanes.values().iterator();
      Lane eldest = each.next();
      if (!eldest.isWaiting()) {
        each.remove();
      }
    }
  }

  /** What the sender does next. */
  sealed interface Next {
    record Answer(ServerMessage message) implements Next {}

    record News(ExecutionUpdate update, boolean ofAll) implements Next {}

    record Close(CloseStatus status) implements Next {}
  }
}
