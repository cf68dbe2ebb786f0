package com.imageflowcanvas.it.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What requests may leave behind in a server: nothing. */
final class Leftovers {
  /** The server may open a file of its own meanwhile, for example another database connection. */
  private static final int OWN_FILES = 8;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ServerProcess server;
  private final Path data;
  private final Set<String> elsewhere;
  private final long descriptors;

  /** Looks at how it is before. */
  Leftovers(ServerProcess server, Path data) throws IOException {
    this.server = server;
    this.data = data;
    this.elsewhere = elsewhere();
    this.descriptors = descriptors();
  }

  /** Connections that were broken off are closed, and their files removed, a little later. */
  void assertNone(Api api) throws Exception {
    Instant until = Instant.now().plus(PATIENCE);
    while (!isClean(api) && Instant.now().isBefore(until)) {
      Thread.sleep(100);
    }
    assertThat(server.process().isAlive()).isTrue();
    assertThat(api.getAnonymously("/health/ready").status()).isEqualTo(200);
    assertThat(elsewhere()).isEqualTo(elsewhere);
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors + OWN_FILES);
    assertThat(without(objects(), recorded(api))).as("objects that no file names").isEmpty();
    assertThat(without(recorded(api), objects())).as("files without their objects").isEmpty();
  }

  private boolean isClean(Api api) throws Exception {
    return elsewhere().equals(elsewhere)
        && descriptors() <= descriptors + OWN_FILES
        && objects().equals(recorded(api));
  }

  /**
   * All files but the objects. Those in tmp are uploads in progress, and what libraries have
   * unpacked.
   */
  private Set<String> elsewhere() throws IOException {
    Set<String> all = files(data);
    all.removeAll(objects());
    // painted once, beside the start
    all.removeAll(files(data.resolve("samples")));
    all.removeAll(files(data.resolve("samples.new")));
    return all;
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + server.process().pid() + "/fd"))) {
      return open.count();
    }
  }

  private Set<String> objects() throws IOException {
    return files(data.resolve("objects"));
  }

  /** The names of all files below; those that go while this looks are not there. */
  private static Set<String> files(Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              names.add(file.getFileName().toString());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return names;
  }

  private static Set<String> recorded(Api api) throws Exception {
    Set<String> ids = new HashSet<>();
    String cursor = "";
    do {
      JsonNode page = api.get("/v1/files?limit=100" + cursor).json();
      page.path("items").forEach(file -> ids.add(file.path("file_id").asString()));
      JsonNode next = page.path("next_cursor");
      cursor = next.isString() ? "&cursor=" + next.asString() : "";
    } while (!cursor.isEmpty());
    return ids;
  }
}
