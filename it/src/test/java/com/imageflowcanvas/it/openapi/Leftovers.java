package com.imageflowcanvas.it.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What requests may leave behind in a server: nothing. */
final class Leftovers {
  /** The server may open a file of its own meanwhile, for example another database connection. */
  private static final int OWN_FILES = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ServerProcess server;
  private final Path data;
  private final Set<String> temporary;
  private final long descriptors;

  /** Looks at how it is before. */
  Leftovers(ServerProcess server, Path data) throws IOException {
    this.server = server;
    this.data = data;
    this.temporary = temporary();
    this.descriptors = descriptors();
  }

  /** Connections that were broken off are closed, and their files removed, a little later. */
  void assertNone(Api api) throws Exception {
    Instant until = Instant.now().plus(PATIENCE);
    while (!isClean() && Instant.now().isBefore(until)) {
      Thread.sleep(100);
    }
    assertThat(server.process().isAlive()).isTrue();
    assertThat(temporary()).isEqualTo(temporary);
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors + OWN_FILES);
    assertThat(objects()).isEqualTo(recorded(api));
  }

  private boolean isClean() throws IOException {
    return temporary().equals(temporary) && descriptors() <= descriptors + OWN_FILES;
  }

  /** Besides uploads in progress: what libraries have unpacked. */
  private Set<String> temporary() throws IOException {
    Set<String> found = files(data.resolve("tmp"));
    found.addAll(files(data.resolve("objects/tmp")));
    return found;
  }

  private long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + server.process().pid() + "/fd"))) {
      return open.count();
    }
  }

  private Set<String> objects() throws IOException {
    return files(data.resolve("objects"));
  }

  private static Set<String> files(Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        found
            .filter(Files::isRegularFile)
            .forEach(file -> names.add(file.getFileName().toString()));
      }
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
