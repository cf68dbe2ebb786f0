package com.imageflowcanvas.adapters.filesystem;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.ObjectStore;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Objects as files of a folder that belongs to this process alone. An object is written beside,
 * made durable and renamed, so a reader sees the old one, the new one or none, never a part.
 */
public final class FolderObjectStore implements ObjectStore {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final ObjectFolders folders;
  private final Path unfinished;
  private final boolean describes;

  private FolderObjectStore(ObjectFolders folders, Path unfinished, boolean describes) {
    this.folders = folders;
    this.unfinished = unfinished;
    this.describes = describes;
  }

  /**
   * Opens or creates the store and removes what a crash left half-written.
   *
   * @throws ProblemException STORAGE_UNAVAILABLE when the folder cannot be written
   */
  public static FolderObjectStore open(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    Path unfinished = root.resolve("tmp");
    try {
      Files.createDirectories(unfinished);
      ObjectFolders folders = new ObjectFolders(root);
      folders.create();
      try (DirectoryStream<Path> left = Files.newDirectoryStream(unfinished)) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
      boolean describes =
          Files.getFileStore(root).supportsFileAttributeView(UserDefinedFileAttributeView.class);
      return new FolderObjectStore(folders, unfinished, describes);
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "object store: " + folder + " cannot be opened (expected: a writable folder)",
          e);
    }
  }

  @Override
  public void put(ObjectKey key, byte[] content, ObjectAttributes attributes) {
    Path target = folders.fileOf(key);
    Path written = unfinished.resolve(UUID.randomUUID().toString());
    try {
      try {
        DurableFiles.write(written, content);
        describe(written, attributes);
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
      DurableFiles.syncFolder(folders.folderOf(key));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** For people only, so it needs no fsync of its own and may be missing. */
  private void describe(Path file, ObjectAttributes attributes) {
    if (!describes) {
      return;
    }
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    try {
      view.write("mime_type", bytes(attributes.contentType()));
      view.write("filename", bytes(attributes.filename()));
    } catch (IOException e) {
      // a file system may promise attributes and refuse long ones; the object is whole without
      return;
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> get(ObjectKey key) {
    try {
      Optional<FileInputStream> file = read(key);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      try (FileInputStream in = file.get()) {
        return Optional.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Optional<InputStream> open(ObjectKey key, long offset, long length) {
    try {
      Optional<FileInputStream> file = read(key);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      FileInputStream in = file.get();
      in.getChannel().position(offset);
      return Optional.of(new PartStream(in, length));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private Optional<FileInputStream> read(ObjectKey key) throws IOException {
    Path file = folders.fileOf(key);
    try {
      return Optional.of(new FileInputStream(file.toFile()));
    } catch (FileNotFoundException e) {
      // the same exception when there is no right to read, and when the whole store is away
      if (Files.exists(file) || !Files.isDirectory(folders.folderOf(key))) {
        throw e;
      }
      return Optional.empty();
    }
  }

  @Override
  public boolean delete(ObjectKey key) {
    try {
      boolean deleted = Files.deleteIfExists(folders.fileOf(key));
      if (!deleted && !Files.isDirectory(folders.folderOf(key))) {
        throw new NoSuchFileException(folders.folderOf(key).toString());
      }
      return deleted;
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void forEach(Consumer<StoredObject> visitor) {
    try {
      for (Path folder : folders.all()) {
        visit(folder, visitor);
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** What others have left there, a file system or an editor, is no object. */
  private static void visit(Path folder, Consumer<StoredObject> visitor) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (ObjectKey.isValid(name)) {
          attributes(file)
              .map(
                  found ->
                      new StoredObject(
                          new ObjectKey(name), found.size(), found.lastModifiedTime().toInstant()))
              .ifPresent(visitor);
        }
      }
    }
  }

  /** Empty when it was deleted meanwhile. */
  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void check() {
    Path probe = unfinished.resolve("check-" + UUID.randomUUID());
    try {
      try {
        DurableFiles.write(probe, new byte[] {1});
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static ProblemException unavailable(IOException e) {
    return new ProblemException(
        Problem.retryLater(
            ErrorCode.STORAGE_UNAVAILABLE,
            "the object store cannot work now (check the room and the rights of its folder)",
            RETRY_AFTER),
        e);
  }
}
