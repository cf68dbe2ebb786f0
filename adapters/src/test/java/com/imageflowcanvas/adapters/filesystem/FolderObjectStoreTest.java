package com.imageflowcanvas.adapters.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.testkit.store.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderObjectStoreTest extends ObjectStoreContract {
  private static final ObjectAttributes ATTRIBUTES = new ObjectAttributes("image/png", "a.png");

  @TempDir private Path folder;

  @Override
  protected ObjectStore store() {
    return FolderObjectStore.open(folder.resolve("objects"));
  }

  @Test
  void objectsOutliveTheStore() {
    store().put(new ObjectKey("kept"), "content".getBytes(UTF_8), ATTRIBUTES);

    assertThat(store().get(new ObjectKey("kept")))
        .hasValueSatisfying(read -> assertThat(read).asString(UTF_8).isEqualTo("content"));
  }

  @Test
  void halfWrittenObjectsOfACrashAreRemovedAtTheStart() throws IOException {
    store();
    Path left = folder.resolve("objects/tmp/half-written");
    Files.writeString(left, "half");

    store();

    assertThat(left).doesNotExist();
  }

  @Test
  void putLeavesNothingBeside() throws IOException {
    store().put(new ObjectKey("one"), new byte[10], ATTRIBUTES);

    assertThat(unfinished()).isEmpty();
  }

  @Test
  void failedPutLeavesNothingBesideAndSaysWhy() throws IOException {
    ObjectStore store = store();
    ObjectKey key = new ObjectKey("blocked");
    // a folder with content in the object's place cannot be replaced, whoever asks
    Path target = new ObjectFolders(folder.resolve("objects")).fileOf(key);
    Files.createDirectories(target.resolve("inside"));

    assertThatThrownBy(() -> store.put(key, new byte[10], ATTRIBUTES))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
              assertThat(e.problem().detail()).doesNotContain(folder.toString());
            });
    assertThat(unfinished()).isEmpty();
  }

  /** A network file system, a Mac and an editor leave such beside the objects. */
  @Test
  void filesOfOthersAreNoObjects() throws IOException {
    ObjectStore store = store();
    ObjectKey kept = new ObjectKey("kept");
    store.put(kept, new byte[10], ATTRIBUTES);
    Path beside = new ObjectFolders(folder.resolve("objects")).folderOf(kept);
    for (String name : List.of(".nfs0001", "._kept", "kept~", "ケプト")) {
      Files.write(beside.resolve(name), new byte[1]);
    }

    List<ObjectKey> visited = new ArrayList<>();
    store.forEach(object -> visited.add(object.key()));

    assertThat(visited).containsExactly(kept);
  }

  @Test
  void goneFolderIsReportedByCheck() throws IOException {
    ObjectStore store = store();
    Files.delete(folder.resolve("objects/tmp"));

    assertThatThrownBy(store::check).isInstanceOf(ProblemException.class);
  }

  /** A disk that is not mounted looks like an empty folder; no object of it is gone. */
  @Test
  void storeThatIsAwayIsNotAMissingObject() throws IOException {
    ObjectStore store = store();
    ObjectKey kept = new ObjectKey("kept");
    store.put(kept, new byte[10], ATTRIBUTES);
    Path objects = folder.resolve("objects");
    Path away = folder.resolve("away");
    Files.move(objects, away);

    for (ThrowingCallable asked :
        List.<ThrowingCallable>of(
            () -> store.get(kept),
            () -> store.open(kept, 0, 1),
            () -> store.delete(kept),
            () -> store.put(kept, new byte[1], ATTRIBUTES),
            store::check)) {
      assertThatThrownBy(asked)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    }

    Files.move(away, objects);
    assertThat(store.get(kept)).isPresent();
    store.check();
  }

  @Test
  void folderThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");

    assertThatThrownBy(() -> FolderObjectStore.open(file.resolve("objects")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("expected: a writable folder");
  }

  @Test
  void interruptedThreadWritesWholeObjectsAndStaysInterrupted() {
    ObjectStore store = store();
    Thread.currentThread().interrupt();
    try {
      store.put(new ObjectKey("one"), new byte[10_000], ATTRIBUTES);

      assertThat(store.get(new ObjectKey("one"))).isPresent();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void keysSpreadEvenlyOverTheFolders() {
    ObjectFolders folders = new ObjectFolders(folder);
    List<Long> perFolder =
        Stream.iterate(0, i -> i + 1)
            .limit(25_600)
            .map(i -> folders.folderOf(new ObjectKey("0190a000-0000-7000-8000-%08d".formatted(i))))
            .collect(Collectors.groupingBy(p -> p, Collectors.counting()))
            .values()
            .stream()
            .toList();

    assertThat(perFolder).hasSize(256).allSatisfy(n -> assertThat(n).isBetween(50L, 200L));
  }

  private List<Path> unfinished() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("objects/tmp"))) {
      return files.toList();
    }
  }
}
