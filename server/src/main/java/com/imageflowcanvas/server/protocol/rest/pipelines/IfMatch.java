package com.imageflowcanvas.server.protocol.rest.pipelines;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entity tags of pipelines: the version in quotes; and what a client expects of it. */
final class IfMatch {
  private static final int NEVER = -1;

  private IfMatch() {}

  static String tag(int version) {
    return "\"" + version + "\"";
  }

  /**
   * The version that the client has seen (RFC 9110, 13.1.1).
   *
   * @param header value of {@code If-Match}
   * @param current version that is stored
   * @return empty when any version will do; one that is never stored when no tag can match
   */
  static Optional<Integer> expected(@Nullable String header, int current) {
    if (header == null || header.strip().equals("*")) {
      return Optional.empty();
    }
    boolean matches =
        Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag(current)::equals);
    return Optional.of(matches ? current : NEVER);
  }
}
