package com.imageflowcanvas.bench;

import com.imageflowcanvas.adapters.jdbc.Database;
import com.imageflowcanvas.adapters.jdbc.JdbcExecutionStore;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ExecutionStore.ExecutionQuery;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.testkit.store.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Whether a request costs the same with 10 and with 1,000,000 stored executions: asks two databases
 * the same by turns and prints the median of each and their ratio.
 *
 * <p>Arguments: the rows of the large one (1000000), a folder to put both into (a new one).
 */
public final class StoreScaleBench {
  private static final int ROUNDS = 1_000;
  private static final int WARM_UP = 300;
  private static final int WAITING = 10;
  private static final int PAGE = 4;

  private final ExecutionStore executions;
  private final List<ExecutionId> known;
  private final Optional<String> middle;
  private final Random random = new Random(1);

  private StoreScaleBench(Database database, List<ExecutionId> known) {
    this.executions = new JdbcExecutionStore(database);
    this.known = known;
    this.middle = middle(executions, known);
  }

  /** One question or change, asked many times. */
  private interface Operation {
    Object run(StoreScaleBench side);
  }

  public static void main(String[] args) throws Exception {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    Path folder = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("store-scale");
    try (Database few = Database.sqlite(folder.resolve("few.db"));
        Database many = Database.sqlite(folder.resolve("many.db"))) {
      StoreScaleBench small = new StoreScaleBench(few, fill(few, folder.resolve("few.db"), 0));
      Instant start = Instant.now();
      StoreScaleBench large =
          new StoreScaleBench(many, fill(many, folder.resolve("many.db"), rows));
      System.out.printf(
          "%,d executions in %s, %,d MB%n",
          rows,
          Duration.between(start, Instant.now()).truncatedTo(ChronoUnit.SECONDS),
          Files.size(folder.resolve("many.db")) >> 20);
      System.out.printf("%-36s %10s %10s %6s%n", "median µs", "10", rows, "ratio");
      operations().forEach((name, operation) -> compare(name, operation, small, large));
    }
  }

  private static List<ExecutionId> fill(Database database, Path file, int rows)
      throws SQLException {
    JdbcExecutionStore store = new JdbcExecutionStore(database);
    List<ExecutionId> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Execution ended = runToEnd(store, Samples.pending(i), Samples.at(i));
      ids.add(ended.id());
    }
    if (rows > 0) {
      ids.addAll(StoreScaleRows.multiply(file, rows));
    }
    for (int i = 0; i < WAITING; i++) {
      accept(store);
    }
    return ids;
  }

  private static Map<String, Operation> operations() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("find", side -> side.executions.find(side.any()));
    all.put("list, newest", side -> side.list(Optional.empty(), Optional.empty()));
    all.put(
        "list, completed of one pipeline",
        side -> side.list(Optional.of(ExecutionState.COMPLETED), Optional.empty()));
    all.put("list, from the middle", side -> side.list(Optional.empty(), side.middle));
    all.put("counts", side -> side.executions.counts());
    all.put("itemsAhead", side -> side.executions.itemsAhead(Long.MAX_VALUE));
    all.put(
        "recentTimesPerItem",
        side -> side.executions.recentTimesPerItem(Optional.of(Samples.PIPELINE), 10));
    all.put("accept", side -> accept(side.executions));
    all.put("claim one of the queue", side -> side.claim());
    all.put("accept, claim, finish", StoreScaleBench::wholeLife);
    return all;
  }

  /** One of ten from all over the table, so that both sides have as many in mind. */
  private ExecutionId any() {
    return known.get(random.nextInt(10) * (known.size() / 10));
  }

  private Object list(Optional<ExecutionState> state, Optional<String> cursor) {
    return executions.list(
        new ExecutionQuery(
            state.map(s -> Samples.PIPELINE),
            state,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            cursor,
            PAGE));
  }

  /** A cursor in the middle, or where ten are all there are, with a page behind it. */
  private static Optional<String> middle(ExecutionStore store, List<ExecutionId> ids) {
    ExecutionId id = ids.get(Math.max(ids.size() / 2, 9));
    return store
        .list(
            new ExecutionQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                store.find(id).map(Execution::createdAt),
                Optional.empty(),
                PAGE))
        .next();
  }

  private static Execution accept(ExecutionStore store) {
    Instant now = Instant.now();
    Execution pending = Samples.pending(Samples.PIPELINE, Samples.ALICE, Priority.NORMAL, now, 1);
    store.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return pending;
  }

  private List<Execution> claim() {
    Instant now = Instant.now();
    return executions.claim(Samples.NODE, now, now.plusSeconds(30), 1);
  }

  private Object wholeLife() {
    accept(executions);
    Execution running = claim().getFirst();
    Execution ended = Samples.completed(running, Instant.now());
    return executions.finish(ended, running.attempt().fence(), Samples.outputsOf(ended));
  }

  private static Execution runToEnd(ExecutionStore store, Execution pending, Instant at) {
    store.accept(pending, Samples.inputsOf(pending), Optional.empty());
    Execution running =
        store.claimOne(pending.id(), Samples.NODE, at, at.plusSeconds(9)).orElseThrow();
    Execution ended = Samples.completed(running, at.plusMillis(80));
    store.finish(ended, running.attempt().fence(), Samples.outputsOf(ended));
    return ended;
  }

  private static void compare(
      String name, Operation operation, StoreScaleBench small, StoreScaleBench large) {
    long[] few = new long[ROUNDS];
    long[] many = new long[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      long a = time(operation, small);
      long b = time(operation, large);
      if (i >= 0) {
        few[i] = a;
        many[i] = b;
      }
    }
    double a = median(few);
    double b = median(many);
    System.out.printf("%-36s %10.0f %10.0f %6.2f%n", name, a, b, b / a);
  }

  private static long time(Operation operation, StoreScaleBench side) {
    long start = System.nanoTime();
    Object answer = operation.run(side);
    long taken = System.nanoTime() - start;
    if (answer == null) {
      throw new IllegalStateException("no answer");
    }
    return taken;
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e3;
  }
}
