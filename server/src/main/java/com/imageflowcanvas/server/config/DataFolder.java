package com.imageflowcanvas.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder that holds everything this server keeps; locked, so that only one server uses it. */
public final class DataFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lockFile;

  private DataFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder if it is missing (readable by its owner only), and takes its lock.
   *
   * @throws StartException when it cannot be written, or another server uses it
   */
  public static DataFolder open(Path root) {
    try {
      Files.createDirectories(root, ownerOnly());
      DataFolder folder = new DataFolder(root, lock(root));
      folder.emptyTemporary();
      return folder;
    } catch (IOException e) {
      throw new StartException(
          "data_dir: " + root + " cannot be written (expected: a folder of this user's)", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel file =
        FileChannel.open(
            root.resolve("server.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (!isLocked(file)) {
      String holder = read(file);
      file.close();
      throw new StartException(
          "data_dir: "
              + root
              + " is in use by another server"
              + (holder.isEmpty() ? "" : " (process " + holder + ")")
              + "; stop it, or set IMAGEFLOW_DATA_DIR to another folder");
    }
    file.truncate(0);
    file.write(
        ByteBuffer.wrap(
            String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    return file;
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process, as happens in tests
    }
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    file.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
  }

  /** What a crash left behind in the middle of uploads. */
  private void emptyTemporary() throws IOException {
    Files.createDirectories(temporary());
    try (Stream<Path> left = Files.walk(temporary())) {
      for (Path path : left.skip(1).sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  public Path root() {
    return root;
  }

  /** For files that live no longer than a request; emptied at each start. */
  public Path temporary() {
    return temporary(root);
  }

  /** The same, of a folder that is still to be opened. */
  public static Path temporary(Path root) {
    return root.resolve("tmp");
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
