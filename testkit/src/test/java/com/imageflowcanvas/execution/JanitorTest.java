package com.imageflowcanvas.execution;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.testkit.store.InMemoryObjectStore;
import com.imageflowcanvas.testkit.store.Samples;
import com.imageflowcanvas.testkit.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class JanitorTest {
  private static final Retention NONE = new Retention(Duration.ZERO, Duration.ZERO, 0);
  private static final Retention TEN_SECONDS =
      new Retention(Duration.ofSeconds(10), Duration.ofSeconds(10), 0);

  private final Stores stores = Stores.inMemory();
  private final ExecutionStore executions = stores.executions();
  private final FileStore files = stores.files();
  private final InMemoryObjectStore objects = new InMemoryObjectStore();
  private final SetClock clock = new SetClock(Samples.START);

  @Test
  void endedExecutionGoesWithItsFilesWhenItsTimeIsOver() throws Exception {
    Execution old = completed(1);
    Execution fresh = completed(5);
    clock.now = at(15);

    Janitor.Swept swept = janitor(TEN_SECONDS).sweep();

    assertThat(swept).isEqualTo(new Janitor.Swept(1, 0, 0, 1_500));
    assertThat(executions.find(old.id())).isEmpty();
    assertThat(filesOf(old)).isNotEmpty().noneMatch(this::isWhole);
    assertThat(executions.find(fresh.id())).isPresent();
    assertThat(filesOf(fresh)).isNotEmpty().allMatch(this::isWhole);
  }

  @Test
  void unfinishedExecutionStaysHoweverOldItIs() throws Exception {
    Execution pending = accept(Samples.pending(1));
    Execution running = running(Samples.pending(1));
    clock.now = at(1_000_000);

    janitor(new Retention(Duration.ofSeconds(1), Duration.ofSeconds(1), 1)).sweep();

    assertThat(executions.find(pending.id())).isPresent();
    assertThat(executions.find(running.id())).isPresent();
    assertThat(Samples.inputsOf(pending)).allMatch(this::isWhole);
    assertThat(Samples.inputsOf(running)).allMatch(this::isWhole);
  }

  @Test
  void inputThatAnotherExecutionNamesOutlivesItsOwn() throws Exception {
    Execution owner = completed(1);
    StoredFile shared = Samples.inputsOf(owner).getFirst();
    Execution reader = Samples.reading(shared.id(), 14);
    executions.accept(reader, List.of(), Optional.empty());
    clock.now = at(15);
    Janitor janitor = janitor(TEN_SECONDS);

    janitor.sweep();
    assertThat(executions.find(owner.id())).isEmpty();
    assertThat(isWhole(shared)).isTrue();

    executions.cancel(reader, at(16));
    clock.now = at(17);
    janitor.sweep();
    assertThat(isWhole(shared)).isTrue();

    clock.now = at(30);
    janitor.sweep();
    assertThat(executions.find(reader.id())).isEmpty();
    assertThat(isWhole(shared)).isFalse();
  }

  @Test
  void uploadThatNothingNamesGoesWhenItsTimeIsOver() throws Exception {
    StoredFile unused = upload(1);
    StoredFile fresh = upload(10);
    StoredFile named = upload(1);
    executions.accept(Samples.reading(named.id(), 2), List.of(), Optional.empty());
    clock.now = at(15);

    Janitor.Swept swept = janitor(TEN_SECONDS).sweep();

    assertThat(swept).isEqualTo(new Janitor.Swept(0, 1, 0, 500));
    assertThat(isWhole(unused)).isFalse();
    assertThat(isWhole(fresh)).isTrue();
    assertThat(isWhole(named)).isTrue();
  }

  @Test
  void zeroKeepsForEver() throws Exception {
    Execution execution = completed(1);
    StoredFile upload = upload(1);
    clock.now = at(1_000_000_000);

    assertThat(janitor(NONE).sweep()).isEqualTo(Janitor.Swept.NOTHING);
    assertThat(executions.find(execution.id())).isPresent();
    assertThat(isWhole(upload)).isTrue();
  }

  @Test
  void oldestExecutionsGoUntilTheRestFits() throws Exception {
    Execution second = completed(2);
    Execution third = completed(3);
    Execution first = completed(1);
    clock.now = at(15);

    janitor(new Retention(Duration.ZERO, Duration.ZERO, 2_000)).sweep();

    assertThat(executions.find(first.id())).isEmpty();
    assertThat(executions.find(second.id())).isEmpty();
    assertThat(executions.find(third.id())).isPresent();
    assertThat(files.usedBytes()).isEqualTo(1_500);
  }

  @Test
  void nothingGoesWhileTheTotalFits() throws Exception {
    completed(1);
    clock.now = at(15);

    Janitor janitor = janitor(new Retention(Duration.ZERO, Duration.ZERO, 1_500));

    assertThat(janitor.sweep()).isEqualTo(Janitor.Swept.NOTHING);
  }

  @Test
  void oneRoundRemovesMoreThanABatch() throws Exception {
    for (int i = 0; i < 230; i++) {
      completed(1);
      upload(1);
    }
    clock.now = at(15);

    Janitor.Swept swept = janitor(TEN_SECONDS).sweep();

    assertThat(swept.executions()).isEqualTo(230);
    assertThat(swept.uploads()).isEqualTo(230);
    assertThat(files.usedBytes()).isZero();
  }

  @Test
  void objectWithoutARecordGoesAfterADay() throws Exception {
    ObjectKey lost = put(ObjectKey.of(Samples.newFileId()));
    StoredFile kept = upload(1);
    clock.now = Instant.now().plus(Duration.ofHours(23));

    janitor(NONE).sweep();
    assertThat(objects.get(lost)).isPresent();

    clock.now = Instant.now().plus(Duration.ofHours(25));
    Janitor.Swept swept = janitor(NONE).sweep();
    assertThat(swept.orphans()).isEqualTo(1);
    assertThat(objects.get(lost)).isEmpty();
    assertThat(isWhole(kept)).isTrue();
  }

  @Test
  void resultOfAnAttemptThatWasNotPublishedGoes() throws Exception {
    Execution ended = completed(1);
    FileId output = Samples.outputsOf(ended).getFirst().id();
    ObjectKey stale = put(ObjectKey.of(output, 2));
    clock.now = Instant.now().plus(Duration.ofDays(2));

    janitor(NONE).sweep();

    assertThat(objects.get(stale)).isEmpty();
    assertThat(filesOf(ended)).allMatch(this::isWhole);
  }

  @Test
  void resultsThatAreNotPublishedYetStayWhileTheirExecutionRuns() throws Exception {
    Execution running = running(Samples.pending(1));
    StoredFile result = Samples.outputsOf(Samples.completed(running, at(3))).getFirst();
    ObjectKey second = put(ObjectKey.of(new FileId(result.id() + "-1"), 3));
    put(result.object());
    clock.now = Instant.now().plus(Duration.ofDays(2));

    janitor(NONE).sweep();

    assertThat(objects.get(result.object())).isPresent();
    assertThat(objects.get(second)).isPresent();
  }

  @Test
  void objectsThatOthersPutIntoTheStoreStay() throws Exception {
    ObjectKey foreign = put(new ObjectKey("backup-2026.tar"));
    clock.now = Instant.now().plus(Duration.ofDays(2));

    janitor(NONE).sweep();

    assertThat(objects.get(foreign)).isPresent();
  }

  @Test
  void objectsAreWalkedOverOnceADay() throws Exception {
    Janitor janitor = janitor(NONE);
    clock.now = Instant.now().plus(Duration.ofDays(2));
    janitor.sweep();
    ObjectKey lost = put(ObjectKey.of(Samples.newFileId()));

    clock.now = clock.now.plus(Duration.ofHours(23));
    janitor.sweep();
    assertThat(objects.get(lost)).isPresent();

    clock.now = clock.now.plus(Duration.ofHours(1));
    janitor.sweep();
    assertThat(objects.get(lost)).isEmpty();
  }

  @Test
  void closedJanitorStops() throws Exception {
    Janitor janitor = janitor(TEN_SECONDS);
    janitor.start();
    assertThat(janitor.isRunning()).isTrue();

    janitor.close();

    assertThat(janitor.isRunning()).isFalse();
  }

  private Janitor janitor(Retention retention) {
    return new Janitor(executions, files, objects, retention, clock);
  }

  /** An execution whose one image and one result are stored, ended at this second. */
  private Execution completed(long second) {
    Execution ended = Samples.completed(running(Samples.pending(second)), at(second));
    List<StoredFile> outputs = Samples.outputsOf(ended);
    outputs.forEach(file -> put(file.object()));
    executions.finish(ended, ended.attempt().fence(), outputs);
    return ended;
  }

  private Execution running(Execution pending) {
    return executions
        .claimOne(accept(pending).id(), NODE, pending.createdAt(), at(60))
        .orElseThrow();
  }

  private Execution accept(Execution pending) {
    List<StoredFile> inputs = Samples.inputsOf(pending);
    inputs.forEach(file -> put(file.object()));
    executions.accept(pending, inputs, Optional.empty());
    return pending;
  }

  private StoredFile upload(long second) {
    StoredFile file = Samples.upload(ALICE, second);
    put(file.object());
    files.add(file, Optional.empty());
    return file;
  }

  private ObjectKey put(ObjectKey key) {
    objects.put(key, new byte[] {1}, new ObjectAttributes("image/jpeg", "photo.jpg"));
    return key;
  }

  private static List<StoredFile> filesOf(Execution ended) {
    return Stream.concat(Samples.inputsOf(ended).stream(), Samples.outputsOf(ended).stream())
        .toList();
  }

  private boolean isWhole(StoredFile file) {
    boolean recorded = files.find(file.id()).isPresent();
    assertThat(objects.get(file.object()).isPresent()).as("bytes of " + file).isEqualTo(recorded);
    return recorded;
  }
}
