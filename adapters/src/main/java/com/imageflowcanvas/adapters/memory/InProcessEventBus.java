package com.imageflowcanvas.adapters.memory;

import com.imageflowcanvas.event.Event;
import com.imageflowcanvas.event.EventBus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Events of one process: a bounded queue and a virtual thread per subscription. */
public final class InProcessEventBus implements EventBus, AutoCloseable {
  private static final int DEFAULT_CAPACITY = 1024;

  private final int capacity;
  private final LongAdder dropped = new LongAdder();
  private final List<QueuedListener<?>> listeners = new CopyOnWriteArrayList<>();

  public InProcessEventBus() {
    this(DEFAULT_CAPACITY);
  }

  /**
   * @param capacity events that may wait for one listener, at least 1
   */
  public InProcessEventBus(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: 1 or more)");
    }
    this.capacity = capacity;
  }

  @Override
  public void publish(Event event) {
    for (QueuedListener<?> listener : listeners) {
      listener.offer(event);
    }
  }

  @Override
  public <E extends Event> Subscription subscribe(Class<E> type, Consumer<? super E> listener) {
    QueuedListener<E> queued = new QueuedListener<>(type, listener, capacity, dropped);
    listeners.add(queued);
    queued.start();
    return () -> {
      listeners.remove(queued);
      queued.close();
    };
  }

  /** Events that slow listeners have lost since the start. */
  public long dropped() {
    return dropped.sum();
  }

  /** Ends all subscriptions. */
  @Override
  public void close() {
    listeners.forEach(QueuedListener::close);
    listeners.clear();
  }
}
