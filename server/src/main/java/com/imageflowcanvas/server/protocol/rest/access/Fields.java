package com.imageflowcanvas.server.protocol.rest.access;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads members of JSON bodies. */
final class Fields {
  private Fields() {}

  /**
   * @throws ProblemException VALIDATION_FAILED when it is missing
   */
  static String requiredText(@Nullable String value, String name) {
    return required(value, name, "a text");
  }

  /**
   * @throws ProblemException VALIDATION_FAILED when they are missing, or for a name that is no role
   */
  static Set<Role> requiredRoles(@Nullable List<@Nullable String> names) {
    return roles(required(names, "roles", "a list"));
  }

  private static <T> T required(@Nullable T value, String name, String expected) {
    if (value == null) {
      throw wrong("/" + name, name + ": missing (expected: " + expected + ")");
    }
    return value;
  }

  /**
   * @throws ProblemException VALIDATION_FAILED for a name that is no role
   */
  static Set<Role> roles(List<@Nullable String> names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (int i = 0; i < names.size(); i++) {
      roles.add(role(names.get(i), "/roles/" + i));
    }
    return roles;
  }

  private static Role role(@Nullable String name, String pointer) {
    String text = name == null ? "null" : name;
    return Role.ofWireName(text)
        .orElseThrow(
            () ->
                wrong(
                    pointer,
                    "role: "
                        + text.substring(0, Math.min(60, text.length()))
                        + " (expected: "
                        + Arrays.stream(Role.values())
                            .map(Role::wireName)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }

  /**
   * @throws ProblemException VALIDATION_FAILED for a text that is no time with an offset
   */
  static Instant instant(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw PageRequest.wrong(name, text, "a time like 2026-01-31T10:30:00Z");
    }
  }

  static ProblemException wrong(String pointer, String detail) {
    return Problem.of(ErrorCode.VALIDATION_FAILED, List.of(new FieldError(pointer, detail)))
        .exception();
  }
}
