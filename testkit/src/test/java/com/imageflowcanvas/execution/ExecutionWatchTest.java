package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.event.Event;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.testkit.store.Samples;
import com.imageflowcanvas.testkit.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExecutionWatchTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ExecutionStore store = Stores.inMemory().executions();
  private final DirectBus bus = new DirectBus();
  private final ExecutionWatch watch = new ExecutionWatch(store, bus);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    watch.close();
    threads.shutdownNow();
  }

  @Test
  void oneSubscriptionServesAllWhoWait() throws Exception {
    List<Future<Optional<Execution>>> waiting = new ArrayList<>();
    List<Execution> accepted = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Execution execution = accept(i);
      accepted.add(execution);
      waiting.add(threads.submit(() -> watch.awaitEnd(execution.id(), LONG)));
      waiting.add(threads.submit(() -> watch.awaitEnd(execution.id())));
    }
    for (Execution execution : accepted) {
      cancel(execution);
    }
    for (Future<Optional<Execution>> each : waiting) {
      assertThat(each.get(60, TimeUnit.SECONDS))
          .get()
          .extracting(Execution::state)
          .isEqualTo(ExecutionState.CANCELLED);
    }
    assertThat(bus.listeners).hasSize(1);
    assertThat(accepted).noneMatch(execution -> watch.isWaitedFor(execution.id()));
  }

  @Test
  void anEndWhoseNewsGotLostIsFoundInTheStore() throws Exception {
    Execution execution = accept(1);
    Future<Optional<Execution>> waiting =
        threads.submit(() -> watch.awaitEnd(execution.id(), LONG));
    store.cancel(execution, Samples.at(2));
    assertThat(waiting.get(60, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void whatEndedBeforeIsToldAtOnce() throws Exception {
    Execution execution = accept(1);
    store.cancel(execution, Samples.at(2));
    assertThat(watch.awaitEnd(execution.id(), Duration.ofMillis(1))).isPresent();
    assertThat(watch.awaitEnd(ExecutionId.next(), LONG)).isEmpty();
    assertThat(watch.awaitEnd(ExecutionId.next())).isEmpty();
  }

  @Test
  void nothingIsToldWhenTheTimeIsUp() throws Exception {
    ExecutionId id = accept(1).id();
    assertThat(watch.awaitEnd(id, Duration.ofMillis(20))).isEmpty();
    assertThat(watch.isWaitedFor(id)).isFalse();
  }

  @Test
  void whoIsInterruptedIsForgotten() throws Exception {
    Execution execution = accept(1);
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    watch.awaitEnd(execution.id(), LONG);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    waiting.interrupt();
    assertThat(waiting.join(LONG)).isTrue();
    assertThat(watch.isWaitedFor(execution.id())).isFalse();
  }

  @Test
  void aServerThatStopsLetsThePatientGo() throws Exception {
    Execution execution = accept(1);
    Future<Optional<Execution>> waiting =
        threads.submit(() -> watch.awaitEnd(execution.id(), LONG));
    watch.hurry();
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isEmpty();
    assertThat(watch.awaitEnd(execution.id(), LONG)).isEmpty();
  }

  private Execution accept(long second) {
    Execution pending = Samples.pending(second);
    store.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return pending;
  }

  private void cancel(Execution execution) {
    Execution cancelled = store.cancel(execution, Samples.at(2)).orElseThrow();
    bus.publish(ExecutionUpdate.ofWhole(cancelled, Samples.at(2)));
  }

  /** Calls its listeners at once. */
  private static final class DirectBus implements EventBus {
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void publish(Event event) {
      listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public <E extends Event> Subscription subscribe(Class<E> type, Consumer<? super E> listener) {
      Consumer<Event> typed =
          event -> {
            if (type.isInstance(event)) {
              listener.accept(type.cast(event));
            }
          };
      listeners.add(typed);
      return () -> listeners.remove(typed);
    }
  }
}
