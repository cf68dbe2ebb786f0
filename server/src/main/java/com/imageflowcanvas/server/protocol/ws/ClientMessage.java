package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.server.json.StrictJson;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client can say. */
sealed interface ClientMessage {
  /** Who is there. */
  record Auth(String token) implements ClientMessage {
    @Override
    public String toString() {
      return "Auth";
    }
  }

  /** Tell me of this execution. */
  record Watch(ExecutionId execution) implements ClientMessage {}

  /** Tell me no more of it. */
  record Unwatch(ExecutionId execution) implements ClientMessage {}

  /** Tell me of all executions. */
  record WatchScope(Scope scope) implements ClientMessage {}

  /** Tell me no more of all. */
  record UnwatchScope(Scope scope) implements ClientMessage {}

  /** Are you there? */
  record Ping() implements ClientMessage {}

  /** What can be watched as a whole. */
  enum Scope {
    EXECUTIONS
  }

  /**
   * @throws ProblemException INVALID_REQUEST, for the client to read
   */
  static ClientMessage read(String text) {
    Map<String, Object> members = StrictJson.object(text, "message");
    Object type = members.get("type");
    return switch (type instanceof String name ? name : "") {
      case "auth" -> new Auth(only(members, "token"));
      case "watch" -> watch(members);
      case "unwatch" -> unwatch(members);
      case "ping" -> {
        allow(members, Set.of("type"));
        yield new Ping();
      }
      default -> throw wrong("type: " + shown(type) + " (expected: auth, watch, unwatch, ping)");
    };
  }

  private static ClientMessage watch(Map<String, Object> members) {
    return members.containsKey("scope")
        ? new WatchScope(scope(members))
        : new Watch(new ExecutionId(only(members, "execution_id")));
  }

  private static ClientMessage unwatch(Map<String, Object> members) {
    return members.containsKey("scope")
        ? new UnwatchScope(scope(members))
        : new Unwatch(new ExecutionId(only(members, "execution_id")));
  }

  private static Scope scope(Map<String, Object> members) {
    String name = only(members, "scope");
    if (!name.equals("executions")) {
      throw wrong("scope: " + shown(name) + " (expected: executions)");
    }
    return Scope.EXECUTIONS;
  }

  /** The text of the one member that there may be besides the type. */
  private static String only(Map<String, Object> members, String name) {
    allow(members, Set.of("type", name));
    if (members.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw wrong(name + ": " + shown(members.get(name)) + " (expected: a text)");
  }

  private static void allow(Map<String, Object> members, Set<String> names) {
    members.keySet().stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw wrong(
                  "unknown member: "
                      + shown(name)
                      + " (expected: "
                      + String.join(", ", names.stream().sorted().toList())
                      + ")");
            });
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(ErrorCode.INVALID_REQUEST, detail);
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
