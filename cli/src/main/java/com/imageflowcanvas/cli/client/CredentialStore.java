package com.imageflowcanvas.cli.client;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The logins of this user, by server, in one file that only the user can read. Safe for several
 * processes at once: a refresh token works only once, so whoever refreshes holds the lock.
 */
final class CredentialStore {
  private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

  private final Path folder;
  private final Path file;

  CredentialStore(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("credentials.json");
  }

  Path file() {
    return file;
  }

  /** The login for a server; a file that cannot be read counts as none. */
  Optional<Credentials> find(ServerAddress server) {
    JsonNode kept = read().path(server.toString());
    return kept.isObject() ? Optional.of(Credentials.ofJson(kept)) : Optional.empty();
  }

  void keep(ServerAddress server, Credentials credentials) throws IOException {
    ObjectNode servers = read();
    servers.set(server.toString(), credentials.json());
    write(servers);
  }

  void forget(ServerAddress server) throws IOException {
    ObjectNode servers = read();
    if (servers.remove(server.toString()) != null) write(servers);
  }

  /** Runs alone among all processes of this user; among its threads where no lock can be had. */
  <T> T alone(Supplier<T> action) {
    THIS_PROCESS.lock();
    try (Held _ = lock()) {
      return action.get();
    } finally {
      THIS_PROCESS.unlock();
    }
  }

  private Held lock() {
    try {
      makeFolder();
      FileChannel channel = FileChannel.open(folder.resolve("credentials.lock"), CREATE, WRITE);
      channel.lock();
      return new Held(Optional.of(channel));
    } catch (IOException e) {
      return new Held(Optional.empty());
    }
  }

  private ObjectNode read() {
    try {
      JsonNode servers = Json.parse(Files.readString(file)).path("servers");
      return servers instanceof ObjectNode object ? object : Json.object();
    } catch (IOException | JacksonException e) {
      return Json.object();
    }
  }

  private void write(ObjectNode servers) throws IOException {
    makeFolder();
    Path part = Files.createTempFile(folder, "credentials", ".part", permissions("rw-------"));
    try {
      Files.writeString(part, Json.write(Json.object().set("servers", servers)) + "\n");
      Files.move(part, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void makeFolder() throws IOException {
    Files.createDirectories(folder, permissions("rwx------"));
  }

  private FileAttribute<?>[] permissions(String posix) {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))
    };
  }

  /** The channel whose lock ends when it is closed. */
  private record Held(Optional<FileChannel> channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        if (channel.isPresent()) channel.get().close();
      } catch (IOException e) {
        // nothing was written through it; the system frees the lock at the latest at exit
      }
    }
  }
}
