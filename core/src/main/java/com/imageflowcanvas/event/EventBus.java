package com.imageflowcanvas.event;

import java.util.function.Consumer;

/**
 * Tells what has happened to whoever listens, on every node. Thread-safe. Publishing never waits
 * for a listener and never throws: an event is news, the store is the truth.
 */
public interface EventBus {
  void publish(Event event);

  /**
   * Calls the listener for each event of that type, one at a time per subscription, in the order of
   * publishing. A listener that is too slow is told only the newest of events with one {@link
   * Event#key}; of those without it loses the oldest, when very many wait.
   */
  <E extends Event> Subscription subscribe(Class<E> type, Consumer<? super E> listener);

  /** Ends when closed. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
