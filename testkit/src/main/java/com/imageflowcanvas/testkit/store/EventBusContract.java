package com.imageflowcanvas.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.event.Event;
import com.imageflowcanvas.event.EventBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How news reaches those who listen. */
@Timeout(600)
public abstract class EventBusContract {
  /** More than any bus keeps for a listener that stands still. */
  private static final int FLOOD = 20_000;

  private EventBus bus;

  /** News of one kind. */
  public record Numbered(int number) implements Event {}

  /** News of another kind. */
  public record Other() implements Event {}

  /** News of which only the newest of one name counts. */
  public record Keyed(String name, int number) implements Event {
    @Override
    public Optional<Object> key() {
      return Optional.of(name);
    }
  }

  /** A bus without listeners; called once per test. */
  protected abstract EventBus bus();

  @BeforeEach
  final void open() {
    bus = bus();
  }

  @Test
  void everyListenerHearsAllInOrder() throws InterruptedException {
    BlockingQueue<Numbered> first = new LinkedBlockingQueue<>();
    BlockingQueue<Numbered> second = new LinkedBlockingQueue<>();
    bus.subscribe(Numbered.class, first::add);
    bus.subscribe(Numbered.class, second::add);

    IntStream.range(0, 100).forEach(i -> bus.publish(new Numbered(i)));

    List<Numbered> expected = IntStream.range(0, 100).mapToObj(Numbered::new).toList();
    assertThat(take(first, 100)).isEqualTo(expected);
    assertThat(take(second, 100)).isEqualTo(expected);
  }

  @Test
  void listenerHearsOnlyItsKind() throws InterruptedException {
    BlockingQueue<Event> numbered = new LinkedBlockingQueue<>();
    BlockingQueue<Event> all = new LinkedBlockingQueue<>();
    bus.subscribe(Numbered.class, numbered::add);
    bus.subscribe(Event.class, all::add);

    bus.publish(new Other());
    bus.publish(new Numbered(1));

    assertThat(take(numbered, 1)).containsExactly(new Numbered(1));
    assertThat(take(all, 2)).containsExactly(new Other(), new Numbered(1));
  }

  @Test
  void closedSubscriptionHearsNothingMore() throws InterruptedException {
    BlockingQueue<Numbered> closed = new LinkedBlockingQueue<>();
    BlockingQueue<Numbered> open = new LinkedBlockingQueue<>();
    EventBus.Subscription subscription = bus.subscribe(Numbered.class, closed::add);
    bus.subscribe(Numbered.class, open::add);
    bus.publish(new Numbered(1));
    take(closed, 1);

    subscription.close();
    subscription.close();
    bus.publish(new Numbered(2));

    assertThat(take(open, 2)).hasSize(2);
    assertThat(closed).isEmpty();
  }

  @Test
  void failingListenerHearsTheNext() throws InterruptedException {
    BlockingQueue<Numbered> heard = new LinkedBlockingQueue<>();
    bus.subscribe(
        Numbered.class,
        event -> {
          if (event.number() == 1) {
            throw new IllegalStateException("on purpose");
          }
          heard.add(event);
        });

    bus.publish(new Numbered(1));
    bus.publish(new Numbered(2));

    assertThat(take(heard, 1)).containsExactly(new Numbered(2));
  }

  @Test
  void slowListenerLosesTheOldestAndHoldsNobodyUp() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch last = new CountDownLatch(1);
    AtomicInteger heard = new AtomicInteger();
    BlockingQueue<Numbered> other = new LinkedBlockingQueue<>();
    bus.subscribe(
        Numbered.class,
        event -> {
          awaitQuietly(go);
          heard.incrementAndGet();
          if (event.number() == FLOOD - 1) {
            last.countDown();
          }
        });

    IntStream.range(0, FLOOD).forEach(i -> bus.publish(new Numbered(i)));
    bus.subscribe(Numbered.class, other::add);
    bus.publish(new Numbered(FLOOD));
    assertThat(take(other, 1)).containsExactly(new Numbered(FLOOD));
    go.countDown();

    assertThat(last.await(5, TimeUnit.MINUTES)).isTrue();
    assertThat(heard.get()).isLessThan(FLOOD);
  }

  /** However much progress is told, a change that was told before or after it arrives. */
  @Test
  void ofEventsWithOneKeyOnlyTheNewestWaitsAndNonePushesOutTheOthers() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    bus.subscribe(
        Event.class,
        event -> {
          busy.countDown();
          awaitQuietly(go);
          heard.add(event);
        });
    bus.publish(new Other());
    busy.await();

    bus.publish(new Numbered(1));
    IntStream.rangeClosed(1, FLOOD).forEach(i -> bus.publish(new Keyed("a", i)));
    bus.publish(new Numbered(2));
    bus.publish(new Keyed("b", 1));
    bus.publish(new Keyed("b", 2));
    go.countDown();

    assertThat(take(heard, 5))
        .containsExactly(
            new Other(),
            new Numbered(1),
            new Keyed("a", FLOOD),
            new Numbered(2),
            new Keyed("b", 2));
    bus.publish(new Keyed("a", 1));
    assertThat(take(heard, 1)).as("its key is free again").containsExactly(new Keyed("a", 1));
  }

  @Test
  void subscriptionMayCloseItselfAndPublish() throws InterruptedException {
    BlockingQueue<Other> answers = new LinkedBlockingQueue<>();
    BlockingQueue<EventBus.Subscription> own = new LinkedBlockingQueue<>();
    bus.subscribe(Other.class, answers::add);
    own.add(
        bus.subscribe(
            Numbered.class,
            event -> {
              own.forEach(EventBus.Subscription::close);
              bus.publish(new Other());
            }));

    bus.publish(new Numbered(1));

    assertThat(take(answers, 1)).hasSize(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <E> List<E> take(BlockingQueue<E> queue, int count) throws InterruptedException {
    List<E> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      E next = queue.poll(5, TimeUnit.MINUTES);
      if (next == null) {
        break;
      }
      taken.add(next);
    }
    return taken;
  }
}
