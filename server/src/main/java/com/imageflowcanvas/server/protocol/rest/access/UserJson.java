package com.imageflowcanvas.server.protocol.rest.access;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.User;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A user on the wire. */
@Schema(name = "User")
record UserJson(
    String id,
    @Schema(example = "vera") String username,
    @Schema(example = "[\"pipeline_operator\"]") List<String> roles,
    @Schema(description = "cannot log in") boolean disabled,
    Instant createdAt,
    Instant updatedAt) {

  static UserJson of(User user) {
    return new UserJson(
        user.id().value(),
        user.username(),
        names(user.roles()),
        user.disabled(),
        user.createdAt(),
        user.updatedAt());
  }

  /** From the least to the mightiest. */
  static List<String> names(Set<Role> roles) {
    return roles.stream().sorted().map(Role::wireName).toList();
  }
}
