package com.imageflowcanvas.testkit.store;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.BOB;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.FileStore.FilePage;
import com.imageflowcanvas.file.FileStore.FileQuery;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.file.StoredFile.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of files. */
public abstract class FileStoreContract {
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
  void addedFileIsFoundAsItWas() {
    StoredFile file = add(ALICE, 1);

    assertThat(files.find(file.id())).contains(file);
    assertThat(files.find(Samples.newFileId())).isEmpty();
  }

  @Test
  void severalAreFoundAtOnceAndMissingOnesAreLeftOut() {
    StoredFile one = add(ALICE, 1);
    StoredFile two = add(BOB, 2);
    add(ALICE, 3);

    assertThat(files.findAll(List.of(one.id(), two.id(), Samples.newFileId())))
        .containsOnly(Map.entry(one.id(), one), Map.entry(two.id(), two));
    assertThat(files.findAll(List.of())).isEmpty();
  }

  @Test
  void deletedFileIsGone() {
    StoredFile file = add(ALICE, 1);

    assertThat(files.delete(file.id())).isTrue();
    assertThat(files.find(file.id())).isEmpty();
    assertThat(files.delete(file.id())).isFalse();
  }

  @Test
  void usageIsTheSumPerUser() {
    StoredFile first = add(ALICE, 1);
    add(ALICE, 2);
    add(BOB, 3);
    assertThat(files.usedBytes(ALICE)).isEqualTo(1_000);
    assertThat(files.usedBytes()).isEqualTo(1_500);

    files.delete(first.id());
    files.delete(first.id());

    assertThat(files.usedBytes(ALICE)).isEqualTo(500);
    assertThat(files.usedBytes(BOB)).isEqualTo(500);
    assertThat(files.usedBytes(new UserId("nobody"))).isZero();
    assertThat(files.usedBytes()).isEqualTo(1_000);
  }

  @Test
  void fileIsInUseUntilEveryReaderHasEnded() {
    StoredFile file = add(ALICE, 1);
    assertThat(files.isInUse(file.id())).isFalse();
    Execution one = Samples.reading(file.id(), 2);
    Execution two = Samples.reading(file.id(), 3);
    executions.accept(one, List.of(), Optional.empty());
    executions.accept(two, List.of(), Optional.empty());

    executions.cancel(one, at(4));
    assertThat(files.isInUse(file.id())).isTrue();
    assertThat(files.delete(file.id())).isFalse();
    assertThat(files.find(file.id())).contains(file);

    executions.cancel(two, at(5));
    assertThat(files.isInUse(file.id())).isFalse();
    assertThat(files.delete(file.id())).isTrue();
  }

  @Test
  void unusedFileIsDeletedOnlyWhereNoExecutionNamesIt() {
    StoredFile named = add(ALICE, 1);
    StoredFile unused = add(ALICE, 2);
    Execution reader = Samples.reading(named.id(), 3);
    executions.accept(reader, List.of(), Optional.empty());
    executions.cancel(reader, at(4));

    assertThat(files.deleteUnused(named.id())).isFalse();
    assertThat(files.deleteUnused(unused.id())).isTrue();
    assertThat(files.deleteUnused(unused.id())).isFalse();
    assertThat(files.find(named.id())).contains(named);
    assertThat(files.find(unused.id())).isEmpty();
    assertThat(files.usedBytes(ALICE)).isEqualTo(500);
  }

  @Test
  void newestComesFirstWithinOwnerAndKind() {
    StoredFile old = add(ALICE, 1);
    StoredFile fresh = add(ALICE, 3);
    add(BOB, 2);
    StoredFile output = Samples.file(Samples.newFileId(), ALICE, Kind.OUTPUT, at(2));
    files.add(output, Optional.empty());

    assertThat(list(Optional.of(ALICE), Optional.empty()))
        .containsExactly(fresh.id(), output.id(), old.id());
    assertThat(list(Optional.of(ALICE), Optional.of(Kind.UPLOAD)))
        .containsExactly(fresh.id(), old.id());
    assertThat(list(Optional.empty(), Optional.empty())).hasSize(4);
    assertThat(list(Optional.empty(), Optional.of(Kind.OUTPUT))).containsExactly(output.id());
  }

  @Test
  void pagesAreCompleteWithoutDoubles() {
    List<FileId> expected = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      expected.add(add(ALICE, i / 2).id());
    }
    List<FileId> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      FilePage page = files.list(new FileQuery(Optional.of(ALICE), Optional.empty(), cursor, 4));
      page.files().forEach(file -> seen.add(file.id()));
      cursor = page.next();
      add(ALICE, 100 + seen.size());
    } while (cursor.isPresent());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void forgedCursorIsRefused() {
    FileQuery query = new FileQuery(Optional.empty(), Optional.empty(), Optional.of("forged"), 4);

    assertThatThrownBy(() -> files.list(query)).isInstanceOf(ProblemException.class);
  }

  @Test
  void uploadsThatNobodyNamesAreFoundOldestFirst() {
    StoredFile second = add(ALICE, 2);
    StoredFile first = add(ALICE, 1);
    StoredFile named = add(ALICE, 0);
    add(ALICE, 5);
    Execution reader = Samples.reading(named.id(), 1);
    executions.accept(reader, List.of(), Optional.empty());
    executions.cancel(reader, at(2));
    files.add(Samples.file(Samples.newFileId(), ALICE, Kind.INPUT, at(1)), Optional.empty());

    assertThat(files.uploadsBefore(at(5), 9)).containsExactly(first, second);
    assertThat(files.uploadsBefore(at(5), 1)).containsExactly(first);

    executions.delete(reader.id());
    assertThat(files.uploadsBefore(at(5), 9)).containsExactly(named, first, second);
  }

  private StoredFile add(UserId owner, long second) {
    StoredFile file = Samples.upload(owner, second);
    files.add(file, Optional.empty());
    return file;
  }

  private List<FileId> list(Optional<UserId> owner, Optional<Kind> kind) {
    return files.list(new FileQuery(owner, kind, Optional.empty(), 50)).files().stream()
        .map(StoredFile::id)
        .toList();
  }
}
