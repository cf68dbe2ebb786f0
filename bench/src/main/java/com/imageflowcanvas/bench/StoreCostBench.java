package com.imageflowcanvas.bench;

import com.imageflowcanvas.adapters.jdbc.Database;
import com.imageflowcanvas.adapters.jdbc.JdbcExecutionStore;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ExecutionStore.ExecutionQuery;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.testkit.store.Samples;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a step of an execution's life costs in its table: CPU, and pages written to the log, for one
 * image and for sixty with ten detections each.
 *
 * <p>Arguments: lives per figure (400), a folder to put the databases into (a new one).
 */
public final class StoreCostBench {
  private static final int WARM_UP = 600;
  private static final int BLOCK = 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Path file;
  private final ExecutionStore executions;
  private final int images;

  private StoreCostBench(Path file, Database database, int images) {
    this.file = file;
    this.executions = new JdbcExecutionStore(database);
    this.images = images;
  }

  /** Something done once with each of some executions. */
  private interface Step {
    Execution of(Execution execution);
  }

  public static void main(String[] args) throws Exception {
    int lives = args.length > 0 ? Integer.parseInt(args[0]) : 400;
    Path folder = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("store-cost");
    for (int images : new int[] {1, 60}) {
      Path file = folder.resolve(images + ".db");
      try (Database database = Database.sqlite(file)) {
        new StoreCostBench(file, database, images).run(images == 1 ? lives : lives / 8);
      }
    }
  }

  private void run(int lives) throws IOException, SQLException {
    Costs total = new Costs();
    Costs accepting = new Costs();
    Costs claiming = new Costs();
    Costs finishing = new Costs();
    Costs finding = new Costs();
    Costs listing = new Costs();
    int warmUp = images == 1 ? WARM_UP : WARM_UP / 4;
    for (int done = -warmUp; done < lives; done += BLOCK) {
      boolean counts = done >= 0;
      List<Execution> pending =
          IntStream.range(0, BLOCK).mapToObj(i -> pending(Instant.now())).toList();
      pending = each(pending, this::accept, accepting, counts);
      List<Execution> running = each(pending, this::claim, claiming, counts);
      List<Execution> ended = running.stream().map(StoreCostBench::ended).toList();
      ended = each(ended, this::finish, finishing, counts);
      each(ended, e -> executions.find(e.id()).orElseThrow(), finding, counts);
      each(ended, this::list, listing, counts);
    }
    total.add(accepting);
    total.add(claiming);
    total.add(finishing);
    System.out.printf("%d images        CPU ms  pages in the log%n", images);
    accepting.print("accept");
    claiming.print("claim");
    finishing.print("finish");
    total.print("life", accepting.operations);
    finding.print("find ended");
    listing.print("list 50");
  }

  private List<Execution> each(List<Execution> all, Step step, Costs costs, boolean counts)
      throws IOException, SQLException {
    List<Execution> next = new ArrayList<>();
    emptyLog();
    long before = cpuNanos();
    for (Execution execution : all) {
      next.add(step.of(execution));
    }
    if (counts) {
      costs.cpuNanos += cpuNanos() - before;
      costs.operations += all.size();
      costs.pages += pagesInLog();
    }
    return next;
  }

  /** Of all threads, but for those of the virtual machine, which compile and collect. */
  private static long cpuNanos() {
    long[] times = THREADS.getThreadCpuTime(THREADS.getAllThreadIds());
    return Arrays.stream(times).filter(time -> time > 0).sum();
  }

  private void emptyLog() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private long pagesInLog() throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA page_size")) {
      return (Files.size(Path.of(file + "-wal")) - 32) / (row.getInt(1) + 24);
    }
  }

  private Execution pending(Instant at) {
    return Samples.pending(Samples.PIPELINE, Samples.ALICE, Priority.NORMAL, at, images);
  }

  private Execution accept(Execution pending) {
    executions.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return pending;
  }

  private Execution claim(Execution pending) {
    Instant now = Instant.now();
    return executions.claimOne(pending.id(), Samples.NODE, now, now.plusSeconds(30)).orElseThrow();
  }

  private Execution finish(Execution ended) {
    executions.finish(ended, ended.attempt().fence(), Samples.outputsOf(ended));
    return ended;
  }

  private Execution list(Execution any) {
    executions.list(
        new ExecutionQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            50));
    return any;
  }

  private static Execution ended(Execution running) {
    Execution done = Samples.completed(running, Instant.now());
    return running.after(
        new ExecutionEvent.Ended(
            done.items().stream().map(StoreCostBench::withDetections).toList(),
            done.steps(),
            done.items().size(),
            Instant.now()));
  }

  private static Item withDetections(Item item) {
    List<Detection> found =
        IntStream.range(0, 10)
            .mapToObj(i -> new Detection("bus", 5, 0.8732f, new Box(i * 10.25, 2, 333.333, 40)))
            .toList();
    return new Item(
        item.input(),
        item.filename(),
        item.state(),
        item.outputs(),
        found,
        item.failure(),
        item.notes());
  }

  private static final class Costs {
    long cpuNanos;
    long pages;
    int operations;

    void add(Costs more) {
      cpuNanos += more.cpuNanos;
      pages += more.pages;
    }

    void print(String name) {
      print(name, operations);
    }

    void print(String name, int times) {
      System.out.printf(
          "%-14s %8.3f %8.1f%n", name, cpuNanos / 1e6 / times, (double) pages / times);
    }
  }
}
