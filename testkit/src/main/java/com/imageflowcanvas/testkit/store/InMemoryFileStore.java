package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.IdempotencyKey;
import com.imageflowcanvas.file.StoredFile;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files in memory. Its monitor guards the executions beside it too. */
public final class InMemoryFileStore implements FileStore {
  private final Map<FileId, StoredFile> files = new HashMap<>();
  private final Map<ExecutionId, Set<FileId>> readBy = new HashMap<>();
  private final Set<ExecutionId> unfinished = new HashSet<>();
  private final InMemoryIdempotencyKeys keys = new InMemoryIdempotencyKeys();

  @Override
  public synchronized Acceptance add(StoredFile file, Optional<IdempotencyKey> key) {
    Acceptance acceptance = remember(key, file.id().value(), file.createdAt());
    if (acceptance instanceof Acceptance.Stored) {
      files.put(file.id(), file);
    }
    return acceptance;
  }

  @Override
  public synchronized Optional<Acceptance> recall(IdempotencyKey key, Instant now) {
    return keys.recall(key, now);
  }

  Acceptance remember(Optional<IdempotencyKey> key, String id, Instant now) {
    return key.map(k -> keys.remember(k, id, now)).orElseGet(Acceptance.Stored::new);
  }

  void put(List<StoredFile> added) {
    added.forEach(file -> files.put(file.id(), file));
  }

  void startReading(ExecutionId execution, Set<FileId> inputs) {
    readBy.put(execution, new HashSet<>(inputs));
    unfinished.add(execution);
  }

  void stopReading(ExecutionId execution) {
    unfinished.remove(execution);
  }

  /** Takes the files of an execution out, but for those that others name. */
  List<StoredFile> deleteOf(ExecutionId execution) {
    readBy.remove(execution);
    List<StoredFile> owned =
        files.values().stream()
            .filter(file -> file.executionId().equals(Optional.of(execution.value())))
            .toList();
    owned.stream().filter(this::isNamed).forEach(file -> files.put(file.id(), asUpload(file)));
    List<StoredFile> deleted = owned.stream().filter(file -> !isNamed(file)).toList();
    deleted.forEach(file -> files.remove(file.id()));
    return deleted;
  }

  void deleteOutputsOf(ExecutionId execution) {
    files
        .values()
        .removeIf(
            file ->
                file.kind() == StoredFile.Kind.OUTPUT
                    && file.executionId().equals(Optional.of(execution.value())));
  }

  private boolean isNamed(StoredFile file) {
    return readBy.values().stream().anyMatch(inputs -> inputs.contains(file.id()));
  }

  private static StoredFile asUpload(StoredFile f) {
    return new StoredFile(
        f.id(),
        f.owner(),
        StoredFile.Kind.UPLOAD,
        f.filename(),
        f.contentType(),
        f.sizeBytes(),
        f.sha256(),
        f.object(),
        Optional.empty(),
        f.createdAt(),
        f.provenance());
  }

  @Override
  public synchronized Map<FileId, StoredFile> findAll(Collection<FileId> ids) {
    Map<FileId, StoredFile> found = new HashMap<>(files);
    found.keySet().retainAll(Set.copyOf(ids));
    return found;
  }

  @Override
  public synchronized Optional<StoredFile> find(FileId id) {
    return Optional.ofNullable(files.get(id));
  }

  @Override
  public synchronized FilePage list(FileQuery query) {
    var page =
        InMemoryCursor.page(
            files.values().stream()
                .filter(file -> query.owner().map(file.owner()::equals).orElse(true))
                .filter(file -> query.kind().map(file.kind()::equals).orElse(true)),
            file -> new InMemoryCursor(file.createdAt(), file.id().value()),
            query.cursor(),
            query.limit());
    return new FilePage(page.rows(), page.next());
  }

  @Override
  public synchronized boolean isInUse(FileId id) {
    return unfinished.stream().anyMatch(e -> readBy.getOrDefault(e, Set.of()).contains(id));
  }

  @Override
  public synchronized boolean delete(FileId id) {
    if (isInUse(id)) {
      return false;
    }
    readBy.values().forEach(inputs -> inputs.remove(id));
    return files.remove(id) != null;
  }

  @Override
  public synchronized boolean deleteUnused(FileId id) {
    return Optional.ofNullable(files.get(id)).filter(file -> !isNamed(file)).isPresent()
        && delete(id);
  }

  @Override
  public synchronized long usedBytes() {
    return files.values().stream().mapToLong(StoredFile::sizeBytes).sum();
  }

  @Override
  public synchronized long usedBytes(UserId owner) {
    return files.values().stream()
        .filter(file -> file.owner().equals(owner))
        .mapToLong(StoredFile::sizeBytes)
        .sum();
  }

  @Override
  public synchronized List<StoredFile> uploadsBefore(Instant before, int limit) {
    return files.values().stream()
        .filter(file -> file.kind() == StoredFile.Kind.UPLOAD)
        .filter(file -> file.createdAt().isBefore(before) && !isNamed(file))
        .sorted(Comparator.comparing(StoredFile::createdAt))
        .limit(limit)
        .toList();
  }
}
