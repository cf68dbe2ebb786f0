package com.imageflowcanvas.engine;

import com.imageflowcanvas.model.Cancellation;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets as many threads do CPU-heavy work at once as there are cores. Whoever waits for something
 * else meanwhile gives the permit back with {@link Permit#pause}. Two lanes share the permits: live
 * frames have a share kept for them, and batch has the rest, which is none where live frames' share
 * is all there is; what one lane does not want, the other may use. Thread-safe.
 */
public final class CpuGate {
  /** What the work is for. */
  public enum Lane {
    LIVE,
    BATCH
  }

  private final int permits;
  private final Queue live;
  private final Queue batch;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean liveIsDue;

  /**
   * @param permits how many may work at once, at least 1
   * @param liveShare of these, kept for live frames while they want them; 0..permits
   */
  public CpuGate(int permits, int liveShare) {
    if (permits < 1 || liveShare < 0 || liveShare > permits) {
      throw new IllegalArgumentException(
          "permits, liveShare: %d, %d (expected: 1 or more, 0..permits)"
              .formatted(permits, liveShare));
    }
    this.permits = permits;
    this.live = new Queue(liveShare);
    this.batch = new Queue(permits - liveShare);
  }

  public int permits() {
    return permits;
  }

  /**
   * Waits for a permit.
   *
   * @param headStart before others of the lane that wait already; what has waited longer than that
   *     goes first
   * @throws InterruptedException when interrupted or cancelled while it waits
   */
  public Permit enter(Lane lane, Duration headStart, Cancellation cancellation)
      throws InterruptedException {
    Permit permit = new Permit(lane, headStart, cancellation);
    permit.take();
    return permit;
  }

  /** How many wait in a lane. */
  public int waiting(Lane lane) {
    lock.lock();
    try {
      return queue(lane).waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether more than one works or wants to: then each does best with one core. */
  public boolean isShared() {
    lock.lock();
    try {
      int wanted = live.waiting.size() + batch.waiting.size();
      return live.held + batch.held + wanted > 1;
    } finally {
      lock.unlock();
    }
  }

  private Queue queue(Lane lane) {
    return switch (lane) {
      case LIVE -> live;
      case BATCH -> batch;
    };
  }

  private void acquire(Permit permit) throws InterruptedException {
    Queue queue = queue(permit.lane);
    lock.lockInterruptibly();
    try {
      Waiting self = new Waiting(permit.order, lock.newCondition());
      queue.waiting.add(self);
      admit();
      try (Cancellation.Registration _ = permit.cancellation.onCancel(() -> wake(self))) {
        while (!self.admitted) {
          if (permit.cancellation.isCancelled()) {
            throw new InterruptedException("cancelled");
          }
          self.turn.await();
        }
      } catch (InterruptedException e) {
        if (self.admitted) {
          queue.held--;
        } else {
          queue.waiting.remove(self);
        }
        admit();
        throw e;
      }
    } finally {
      lock.unlock();
    }
  }

  private void wake(Waiting one) {
    lock.lock();
    try {
      one.turn.signal();
    } finally {
      lock.unlock();
    }
  }

  private void release(Lane lane) {
    lock.lock();
    try {
      queue(lane).held--;
      admit();
    } finally {
      lock.unlock();
    }
  }

  /** Gives free permits to those whose turn it is; a lane below its share goes first. */
  private void admit() {
    while (live.held + batch.held < permits) {
      Queue next = next();
      Waiting first = next.waiting.poll();
      if (first == null) {
        break;
      }
      next.held++;
      first.admitted = true;
      first.turn.signal();
    }
    liveIsDue = !live.waiting.isEmpty() && live.isBelowShare();
  }

  private Queue next() {
    if (live.waiting.isEmpty() || batch.waiting.isEmpty()) {
      return live.waiting.isEmpty() ? batch : live;
    }
    return live.isBelowShare() || !batch.isBelowShare() ? live : batch;
  }

  /** One lane. */
  private static final class Queue {
    private final int share;
    private final PriorityQueue<Waiting> waiting =
        new PriorityQueue<>(Comparator.comparingLong((Waiting one) -> one.order));
    private int held;

    Queue(int share) {
      this.share = share;
    }

    boolean isBelowShare() {
      return held < share;
    }
  }

  /** The right to work, for one thread; closed when the work is done. */
  public final class Permit implements AutoCloseable {
    private final Lane lane;

    /** Kept when it waits again, so that who gave way loses no place. */
    private final long order;

    private final Cancellation cancellation;
    private boolean taken;

    private Permit(Lane lane, Duration headStart, Cancellation cancellation) {
      this.lane = lane;
      this.order = System.nanoTime() - headStart.toNanos();
      this.cancellation = cancellation;
    }

    /** Gives the permit back for as long as something else is waited for. */
    public void pause() {
      if (taken) {
        taken = false;
        release(lane);
      }
    }

    /** Waits for a permit again after {@link #pause}. */
    public void resume() throws InterruptedException {
      take();
    }

    /** Lets live frames before, where they wait for their share; called between steps. */
    public void yieldToLive() throws InterruptedException {
      if (liveIsDue && lane == Lane.BATCH && taken) {
        pause();
        take();
      }
    }

    private void take() throws InterruptedException {
      if (!taken) {
        acquire(this);
        taken = true;
      }
    }

    @Override
    public void close() {
      pause();
    }
  }

  /** One thread that waits. */
  private static final class Waiting {
    private final long order;
    private final Condition turn;
    private boolean admitted;

    Waiting(long order, Condition turn) {
      this.order = order;
      this.turn = turn;
    }
  }
}
