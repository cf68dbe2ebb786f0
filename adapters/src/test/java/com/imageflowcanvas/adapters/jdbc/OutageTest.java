package com.imageflowcanvas.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.testkit.store.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;

/**
 * What the database cannot do for a while is told, not done by half, and works again afterwards.
 */
@Timeout(120)
final class OutageTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir private Path folder;
  private final FaultyStatements faults = new FaultyStatements();
  private Path file;
  private Database database;
  private JdbcExecutionStore executions;

  @BeforeEach
  void open() {
    file = folder.resolve("imageflow.db");
    open(new SqliteSettings(SHORT, LONG, LONG, faults::around));
  }

  private void open(SqliteSettings settings) {
    database = Database.sqlite(file, settings);
    executions = new JdbcExecutionStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void lockOfAnotherProcessIsUnavailableWhileItLastsAndNothingAfterIt() throws SQLException {
    for (int round = 0; round < 3; round++) {
      try (Lock ignored = new Lock(file)) {
        for (int i = 0; i < 2; i++) {
          assertUnavailable(() -> accept(Samples.pending(1)));
          assertUnavailable(database::check);
          assertThat(executions.counts()).as("reads go on").isNotEmpty();
        }
      }
      Execution pending = Samples.pending(1);
      accept(pending);
      assertThat(executions.find(pending.id())).contains(pending);
      assertThatCode(database::check).doesNotThrowAnyException();
      assertUnitsAreAllOrNothing();
    }
  }

  @Test
  void noStatementRunsWithoutItsTransaction() throws SQLException {
    AtomicBoolean began = new AtomicBoolean();
    try (Lock ignored = new Lock(file)) {
      assertUnavailable(
          () ->
              database.inTransaction(
                  sql -> {
                    began.set(true);
                    return addSecret(sql, "written without a transaction");
                  }));
    }
    assertThat(began).as("work whose BEGIN has failed").isFalse();
    assertThat(secrets()).isEmpty();
    assertUnitsAreAllOrNothing();
  }

  /** As in the pool of before, where a connection whose BEGIN had failed wrote without one. */
  private void assertUnitsAreAllOrNothing() {
    long before = secrets().size();
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    sql -> {
                      addSecret(sql, "half");
                      throw new IllegalStateException("the other half fails");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(secrets()).hasSize((int) before);
  }

  @Test
  void everybodyWhoWaitsForTheLockIsToldAtOnce() throws Exception {
    List<CompletableFuture<Boolean>> told = new ArrayList<>();
    CountDownLatch wait = new CountDownLatch(1);
    CompletableFuture<Boolean> first = hold(wait);
    for (int i = 0; i < 200; i++) {
      told.add(inBackground(() -> accept(Samples.pending(1))));
    }
    awaitWaiting(200);
    faults.fail("BEGIN IMMEDIATE", SQLiteErrorCode.SQLITE_BUSY);
    wait.countDown();
    assertThat(first.get()).isTrue();
    for (CompletableFuture<Boolean> each : told) {
      assertThat(each.get()).as("stored").isFalse();
    }
    assertThat(faults.ran().stream().filter("BEGIN IMMEDIATE"::equals)).hasSize(2);
    faults.heal();
    accept(Samples.pending(1));
  }

  @Test
  void checkWaitsForALockNoLongerThanItsPatience() throws SQLException {
    database.close();
    open(new SqliteSettings(LONG, LONG, SHORT, faults::around));
    Instant start = Instant.now();
    try (Lock ignored = new Lock(file)) {
      assertUnavailable(database::check);
      assertUnavailable(database::check);
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(LONG.dividedBy(2));
    accept(Samples.pending(1));
  }

  @Test
  void unitWhoseTurnDoesNotComeIsNotDoneLater() throws Exception {
    database.close();
    open(new SqliteSettings(SHORT, SHORT, LONG, faults::around));
    CountDownLatch wait = new CountDownLatch(1);
    CompletableFuture<Boolean> holding = hold(wait);
    Execution late = Samples.pending(1);
    assertUnavailable(() -> accept(late));
    wait.countDown();

    assertThat(holding.get()).isTrue();
    database.close();
    open(new SqliteSettings(SHORT, LONG, LONG, faults::around));
    accept(Samples.pending(2));
    assertThat(executions.find(late.id())).isEmpty();
  }

  @Test
  void unitsThatWaitTogetherAreSyncedTogetherAndOneThatFailsHarmsNoOther() throws Exception {
    CountDownLatch wait = new CountDownLatch(1);
    CompletableFuture<Boolean> holding = hold(wait);
    List<Execution> good = List.of(Samples.pending(1), Samples.pending(2), Samples.pending(3));
    Execution bad = Samples.pending(4);
    List<CompletableFuture<Boolean>> stored = new ArrayList<>();
    int commits = commits();
    for (Execution each : good) {
      stored.add(inBackground(() -> accept(each)));
      stored.add(inBackground(() -> acceptTwiceTheSameFile(bad)));
    }
    awaitWaiting(stored.size());
    wait.countDown();

    assertThat(holding.get()).isTrue();
    for (int i = 0; i < stored.size(); i++) {
      assertThat(stored.get(i).get()).isEqualTo(i % 2 == 0);
    }
    for (Execution each : good) {
      assertThat(executions.find(each.id())).contains(each);
    }
    assertThat(executions.find(bad.id())).isEmpty();
    assertThat(commits() - commits).as("commits, the first one's included").isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEGIN IMMEDIATE", "SAVEPOINT unit", "RELEASE unit", "COMMIT"})
  void connectionWhoseTransactionFailsIsThrownAway(String statement) {
    for (SQLiteErrorCode code :
        List.of(SQLiteErrorCode.SQLITE_IOERR_FSYNC, SQLiteErrorCode.SQLITE_FULL)) {
      faults.fail(statement, code);
      Execution lost = Samples.pending(1);
      assertUnavailable(() -> accept(lost));
      faults.heal();

      assertThat(executions.find(lost.id())).isEmpty();
      accept(lost);
      assertThat(executions.find(lost.id())).contains(lost);
    }
  }

  @Test
  void rollbackThatFailsLosesTheTransactionAndNothingElse() {
    faults.fail("ROLLBACK TO unit", SQLiteErrorCode.SQLITE_IOERR);
    Execution bad = Samples.pending(1);
    assertThatThrownBy(() -> acceptTwiceTheSameFile(bad)).isInstanceOf(ProblemException.class);
    faults.heal();

    assertThat(executions.find(bad.id())).isEmpty();
    accept(bad);
    assertUnitsAreAllOrNothing();
  }

  @Test
  void fileThatIsGoneIsNotWrittenTo() throws Exception {
    Path away = folder.resolve("away.db");
    Files.move(file, away);
    assertUnavailable(() -> accept(Samples.pending(1)));
    assertUnavailable(database::check);
    assertThat(file).as("made anew, and empty").doesNotExist();

    Files.move(away, file);
    accept(Samples.pending(1));
    assertThatCode(database::check).doesNotThrowAnyException();
  }

  @Test
  void anotherFileAtItsPlaceIsNotWrittenTo() throws Exception {
    Files.move(file, folder.resolve("away.db"));
    Files.writeString(file, "something else");

    assertUnavailable(() -> accept(Samples.pending(1)));
    assertThat(file).hasContent("something else");
  }

  @Test
  void interruptedThreadStoresAllTheSame() throws Exception {
    Execution pending = Samples.pending(1);
    Thread.currentThread().interrupt();
    accept(pending);

    assertThat(executions.find(pending.id())).contains(pending);
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
  }

  private boolean accept(Execution pending) {
    executions.accept(pending, Samples.inputsOf(pending), Optional.empty());
    return true;
  }

  private boolean acceptTwiceTheSameFile(Execution pending) {
    var input = Samples.inputsOf(pending).getFirst();
    executions.accept(pending, List.of(input, input), Optional.empty());
    return true;
  }

  /** Keeps the writer busy; returns when it is. */
  private CompletableFuture<Boolean> hold(CountDownLatch until) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> holding = inBackground(() -> hold(begun, until));
    begun.await();
    return holding;
  }

  private boolean hold(CountDownLatch begun, CountDownLatch until) {
    return database.inTransaction(
        sql -> {
          try {
            begun.countDown();
            until.await();
            return true;
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void awaitWaiting(int units) throws InterruptedException {
    while (database.waiting() < units) {
      Thread.sleep(1);
    }
  }

  /** Whether it was stored. */
  private static CompletableFuture<Boolean> inBackground(BooleanSupplier work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.getAsBoolean();
          } catch (ProblemException e) {
            return false;
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  private static int addSecret(Sql sql, String id) {
    return sql.of(
            "INSERT INTO secrets (id, purpose, material, created_at, first)"
                + " VALUES (:id, 'test', '', 0, 0)")
        .param("id", id)
        .update();
  }

  private List<String> secrets() {
    return database.read(
        sql -> sql.of("SELECT id FROM secrets WHERE purpose = 'test'").query(String.class).list());
  }

  private int commits() {
    return (int) faults.ran().stream().filter("COMMIT"::equals).count();
  }

  private static void assertUnavailable(ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
              assertThat(e.problem().retryAfter()).isPresent();
            });
  }

  /** Another process's transaction that writes. */
  private record Lock(Connection connection) implements AutoCloseable {
    Lock(Path file) throws SQLException {
      this(DriverManager.getConnection("jdbc:sqlite:" + file));
      try (Statement statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
