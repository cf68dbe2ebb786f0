package com.imageflowcanvas.server.running;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One part of a form; a file when it has a name. */
public record Part(String name, Optional<String> filename, byte[] content) {
  public static Part field(String name, String value) {
    return new Part(name, Optional.empty(), value.getBytes(StandardCharsets.UTF_8));
  }

  public static Part file(String name, String filename, byte[] content) {
    return new Part(name, Optional.of(filename), content);
  }
}
