package com.imageflowcanvas.adapters.memory;

import com.imageflowcanvas.event.Event;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription: takes events without waiting, hands them on one at a time. Of events with one
 * key only the newest waits, in the place of the first; so they never push out the others.
 */
final class QueuedListener<E extends Event> {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedListener.class);

  private final Class<E> type;
  private final Consumer<? super E> listener;
  private final int capacity;
  private final LongAdder dropped;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Waiting<E>> waiting = new ArrayDeque<>();
  private final Map<Object, Waiting<E>> newest = new HashMap<>();
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
      if (!closed) {
        add(type.cast(event));
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(E event) {
    @Nullable Object key = event.key().orElse(null);
    if (key == null) {
      if (waiting.size() - newest.size() >= capacity) {
        dropOldestWithoutKey();
      }
      waiting.add(new Waiting<>(event, null));
    } else if (newest.get(key) instanceof Waiting<E> before) {
      before.event = event;
    } else if (newest.size() >= capacity) {
      dropped.increment();
    } else {
      Waiting<E> first = new Waiting<>(event, key);
      newest.put(key, first);
      waiting.add(first);
    }
    changed.signal();
  }

  private void dropOldestWithoutKey() {
    dropped.increment();
    waiting.stream().filter(one -> one.key == null).findFirst().ifPresent(waiting::remove);
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      newest.clear();
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
      Waiting<E> first = waiting.poll();
      if (first == null) {
        return null;
      }
      if (first.key != null) {
        newest.remove(first.key);
      }
      return first.event;
    } finally {
      lock.unlock();
    }
  }

  /** An event that waits; a newer one of its key takes its place. */
  private static final class Waiting<E> {
    private final @Nullable Object key;
    private E event;

    Waiting(E event, @Nullable Object key) {
      this.event = event;
      this.key = key;
    }
  }
}
