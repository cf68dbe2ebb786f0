package com.imageflowcanvas.adapters.memory;

import com.imageflowcanvas.event.Event;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscription: takes events without waiting, hands them on one at a time. */
final class QueuedListener<E extends Event> {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedListener.class);

  private final Class<E> type;
  private final Consumer<? super E> listener;
  private final int capacity;
  private final LongAdder dropped;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<E> waiting = new ArrayDeque<>();
  private boolean closed;

  QueuedListener(Class<E> type, Consumer<? super E> listener, int capacity, LongAdder dropped) {
    this.type = type;
    this.listener = listener;
    this.capacity = capacity;
    this.dropped = dropped;
  }

  void start() {
    Thread.ofVirtual().name("events-" + type.getSimpleName()).start(this::deliver);
  }

  void offer(Event event) {
    if (!type.isInstance(event)) {
      return;
    }
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (waiting.size() == capacity) {
        waiting.remove();
        dropped.increment();
      }
      waiting.add(type.cast(event));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void deliver() {
    for (E event = next(); event != null; event = next()) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.error("a listener of {} failed", type.getSimpleName(), e);
      }
    }
  }

  /** Waits for an event; null when the subscription has ended. */
  private @Nullable E next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        // a listener that leaves an interrupt behind does not end its subscription
        changed.awaitUninterruptibly();
      }
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }
}
