package com.imageflowcanvas.testkit.store;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.BOB;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.IdempotencyKey;
import com.imageflowcanvas.file.StoredFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a key of a client does to executions and files that are stored under it. */
public abstract class IdempotencyContract {
  private static final String SUBMIT = "POST /executions";

  private ExecutionStore executions;
  private FileStore files;

  /** Empty stores; called once per test. */
  protected abstract Stores stores();

  @BeforeEach
  final void open() {
    Stores stores = stores();
    executions = stores.executions();
    files = stores.files();
  }

  @Test
  void theSameAgainAnswersTheFirstAndStoresNothing() {
    Execution first = Samples.pending(1);
    Execution again = Samples.pending(2);
    assertThat(accept(first, key(ALICE, SUBMIT, "one"))).isEqualTo(new Acceptance.Stored());

    assertThat(accept(again, key(ALICE, SUBMIT, "one")))
        .isEqualTo(new Acceptance.Repeated(first.id().value(), "by noon"));

    assertThat(executions.find(again.id())).isEmpty();
    assertThat(files.find(Samples.inputsOf(again).getFirst().id())).isEmpty();
    assertThat(files.usedBytes(ALICE)).isEqualTo(500);
  }

  @Test
  void somethingElseUnderTheKeyIsAMismatch() {
    accept(Samples.pending(1), key(ALICE, SUBMIT, "one"));
    Execution other = Samples.pending(2);

    assertThat(accept(other, key(ALICE, SUBMIT, "other"))).isEqualTo(new Acceptance.Mismatch());
    assertThat(executions.find(other.id())).isEmpty();
  }

  @Test
  void keysOfOtherUsersAndOperationsDoNotMeet() {
    accept(Samples.pending(1), key(ALICE, SUBMIT, "one"));

    assertThat(accept(Samples.pending(2), key(BOB, SUBMIT, "two")))
        .isEqualTo(new Acceptance.Stored());
    assertThat(files.add(Samples.upload(ALICE, 3), Optional.of(key(ALICE, "POST /files", "three"))))
        .isEqualTo(new Acceptance.Stored());
  }

  @Test
  void expiredKeyIsUsedAnew() {
    accept(Samples.pending(1), key(ALICE, SUBMIT, "one"));
    Execution nextDay = Samples.pending(86_401);

    assertThat(accept(nextDay, key(ALICE, SUBMIT, "other"))).isEqualTo(new Acceptance.Stored());
    assertThat(executions.find(nextDay.id())).contains(nextDay);
    assertThat(accept(Samples.pending(86_402), key(ALICE, SUBMIT, "other")))
        .isEqualTo(new Acceptance.Repeated(nextDay.id().value(), "by noon"));
  }

  @Test
  void keyIsRecalledWhileItStandsForSomething() {
    Execution first = Samples.pending(1);
    IdempotencyKey one = key(ALICE, SUBMIT, "one");
    assertThat(executions.recall(one, at(1))).isEmpty();
    accept(first, one);

    assertThat(executions.recall(one, at(2)))
        .contains(new Acceptance.Repeated(first.id().value(), "by noon"));
    assertThat(executions.recall(key(ALICE, SUBMIT, "other"), at(2)))
        .contains(new Acceptance.Mismatch());
    assertThat(executions.recall(key(BOB, SUBMIT, "one"), at(2))).isEmpty();
    assertThat(executions.recall(one, at(86_400))).as("expired").isEmpty();
  }

  @Test
  void keyOfAFileIsRecalledAndOutlivesIt() {
    StoredFile first = Samples.upload(ALICE, 1);
    IdempotencyKey one = key(ALICE, "POST /files", "one");
    assertThat(files.recall(one, at(1))).isEmpty();
    files.add(first, Optional.of(one));
    files.delete(first.id());

    assertThat(files.recall(one, at(2)))
        .contains(new Acceptance.Repeated(first.id().value(), "by noon"));
    assertThat(files.recall(key(ALICE, "POST /files", "other"), at(2)))
        .contains(new Acceptance.Mismatch());
  }

  @Test
  void keyOutlivesItsExecution() {
    Execution first = Samples.pending(1);
    accept(first, key(ALICE, SUBMIT, "one"));
    executions.cancel(first, at(2));
    executions.delete(first.id());

    assertThat(executions.recall(key(ALICE, SUBMIT, "one"), at(3)))
        .contains(new Acceptance.Repeated(first.id().value(), "by noon"));
  }

  @Test
  void theSameFileAgainAnswersTheFirst() {
    StoredFile first = Samples.upload(ALICE, 1);
    StoredFile again = Samples.upload(ALICE, 2);
    Optional<IdempotencyKey> key = Optional.of(key(ALICE, "POST /files", "one"));
    files.add(first, key);

    assertThat(files.add(again, key))
        .isEqualTo(new Acceptance.Repeated(first.id().value(), "by noon"));
    assertThat(files.find(again.id())).isEmpty();
    assertThat(files.usedBytes(ALICE)).isEqualTo(500);
  }

  @Test
  void concurrentRequestsUnderOneKeyStoreOnce() throws Exception {
    List<Execution> all = IntStream.range(0, 8).mapToObj(i -> Samples.pending(1)).toList();

    List<Acceptance> answers =
        Concurrently.run(8, i -> accept(all.get(i), key(ALICE, SUBMIT, "one")));

    List<Execution> stored = all.stream().filter(e -> executions.find(e.id()).isPresent()).toList();
    assertThat(stored).hasSize(1);
    int winner = all.indexOf(stored.getFirst());
    for (int i = 0; i < all.size(); i++) {
      assertThat(answers.get(i))
          .isEqualTo(
              i == winner
                  ? new Acceptance.Stored()
                  : new Acceptance.Repeated(stored.getFirst().id().value(), "by noon"));
    }
  }

  private Acceptance accept(Execution pending, IdempotencyKey key) {
    return executions.accept(pending, Samples.inputsOf(pending), Optional.of(key));
  }

  /** Good for a day from the start. */
  private static IdempotencyKey key(UserId user, String operation, String fingerprint) {
    long expires = fingerprint.equals("other") ? 200_000 : 86_400;
    return new IdempotencyKey(user, operation, "key-1", fingerprint, at(expires), "by noon");
  }
}
