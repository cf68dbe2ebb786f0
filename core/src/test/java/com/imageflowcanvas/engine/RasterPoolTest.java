package com.imageflowcanvas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.engine.CpuGate.Lane;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RasterPoolTest {
  /** 64 KB, the grain. */
  private static final int WIDTH = 256;

  private static final int HEIGHT = 85;
  private static final long BLOCK = 64 * 1024;

  private final CpuGate cores = new CpuGate(4, 0);

  @Test
  void memoryIsUsedAgain() throws Exception {
    RasterPool pool = new RasterPool(10 * BLOCK, 10 * BLOCK);
    long address;
    try (RasterPool.Run run = open(pool)) {
      address = allocate(run).pixels().address();
    }
    try (RasterPool.Run run = open(pool)) {
      assertThat(allocate(run).pixels().address()).isEqualTo(address);
      assertThat(pool.usedBytes()).isEqualTo(BLOCK);
    }
    assertThat(pool.usedBytes()).isZero();
    pool.trim();
    pool.close();
  }

  @Test
  void oneRunMayHoldNoMoreThanAll() throws Exception {
    RasterPool pool = new RasterPool(2 * BLOCK, 0);
    try (RasterPool.Run run = open(pool)) {
      Raster first = allocate(run);
      allocate(run);
      assertThatThrownBy(() -> allocate(run))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo(ErrorCode.IMAGE_TOO_LARGE);
                assertThat(e.problem().detail()).contains("131072", "65536", "memory.rasters");
              });
      run.keepOnly(Set.of(first.pixels().address()));
      allocate(run);
    }
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void whoFindsNoRoomWaitsWithoutACoreUntilThereIs() throws Exception {
    RasterPool pool = new RasterPool(2 * BLOCK, 0);
    CpuGate one = new CpuGate(1, 0);
    RasterPool.Run first = open(pool);
    allocate(first);
    allocate(first);
    CompletableFuture<Long> second =
        CompletableFuture.supplyAsync(
            () -> {
              try (CpuGate.Permit permit = enter(one);
                  RasterPool.Run run = pool.open(permit, Cancellation.NEVER)) {
                return allocate(run).pixels().byteSize();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            Thread::startVirtualThread);
    // the core is free, because the second one waits for memory only: else this would never return
    awaitFree(one);
    assertThat(second).isNotDone();
    first.close();
    assertThat(second.get(60, TimeUnit.SECONDS)).isPositive();
    assertThat(pool.usedBytes()).isZero();
  }

  /** Each wants one more than there is; the first to wait goes beyond the bound, and both end. */
  @Test
  void noneWaitsForEverWhereAllHoldAndWait() throws Exception {
    RasterPool pool = new RasterPool(2 * BLOCK, 0);
    RasterPool.Run a = open(pool);
    RasterPool.Run b = open(pool);
    allocate(a);
    allocate(b);
    CompletableFuture<Void> first = allocateAndClose(a);
    CompletableFuture<Void> second = allocateAndClose(b);
    first.get(60, TimeUnit.SECONDS);
    second.get(60, TimeUnit.SECONDS);
    assertThat(pool.usedBytes()).isZero();
  }

  /** Eight runs hold one block each, then want three times a quarter of the bound. */
  @Test
  void manyThatHoldAndWaitStayWithinTwiceTheBoundAndAllEnd() throws Exception {
    long bound = 8 * 16 * BLOCK;
    RasterPool pool = new RasterPool(bound, 0);
    CpuGate many = new CpuGate(8, 0);
    AtomicLong most = new AtomicLong();
    CyclicBarrier allHold = new CyclicBarrier(8);
    List<CompletableFuture<Void>> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      runs.add(
          CompletableFuture.runAsync(
              () -> {
                try (CpuGate.Permit permit = enter(many);
                    RasterPool.Run run = pool.open(permit, Cancellation.NEVER)) {
                  allocate(run, 16);
                  allHold.await(60, TimeUnit.SECONDS);
                  for (int more = 0; more < 3; more++) {
                    allocate(run, 32);
                    most.accumulateAndGet(pool.usedBytes(), Math::max);
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              },
              Thread::startVirtualThread));
    }
    CompletableFuture.allOf(runs.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
    assertThat(most.get()).isGreaterThan(bound).isLessThanOrEqualTo(2 * bound);
    assertThat(pool.usedBytes()).isZero();
  }

  /** Three million megabytes: more than any machine has. */
  @Test
  void memoryThatTheSystemRefusesIsNotAccounted() throws Exception {
    RasterPool pool = new RasterPool(Long.MAX_VALUE / 4, 0);
    try (RasterPool.Run run = open(pool)) {
      allocate(run);
      assertThatThrownBy(() -> run.allocate(1_000_000, 1_000_000, PixelFormat.BGR24))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(pool.usedBytes()).isEqualTo(BLOCK);
      assertThat(run.usedBlocks()).isEqualTo(1);
      allocate(run);
    }
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void cancelledOneWaitsNoLonger() throws Exception {
    RasterPool pool = new RasterPool(BLOCK, 0);
    RasterPool.Run holder = open(pool);
    allocate(holder);
    CancelToken token = new CancelToken();
    CompletableFuture<Void> waits =
        allocateAndClose(pool.open(cores.enter(Lane.BATCH, Duration.ZERO, token), token));
    token.cancel();
    assertThatThrownBy(() -> waits.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    holder.close();
    assertThat(pool.usedBytes()).isZero();
  }

  private static void awaitFree(CpuGate gate) throws InterruptedException {
    gate.enter(Lane.BATCH, Duration.ZERO, Cancellation.NEVER).close();
  }

  private static CompletableFuture<Void> allocateAndClose(RasterPool.Run run) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (run) {
                allocate(run);
              } catch (InterruptedException e) {
                done.completeExceptionally(e);
              }
              done.complete(null);
            });
    return done;
  }

  private RasterPool.Run open(RasterPool pool) {
    return pool.open(enter(cores), Cancellation.NEVER);
  }

  private static CpuGate.Permit enter(CpuGate gate) {
    try {
      return gate.enter(Lane.BATCH, Duration.ZERO, Cancellation.NEVER);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Raster allocate(RasterPool.Run run) throws InterruptedException {
    return allocate(run, 1);
  }

  private static Raster allocate(RasterPool.Run run, int blocks) throws InterruptedException {
    return run.allocate(WIDTH, HEIGHT * blocks, PixelFormat.BGR24);
  }
}
