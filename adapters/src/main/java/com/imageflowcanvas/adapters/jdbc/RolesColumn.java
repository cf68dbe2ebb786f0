package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Roles as a column holds them: their names, sorted, divided by commas. */
final class RolesColumn {
  private RolesColumn() {}

  static String of(Set<Role> roles) {
    return roles.stream().sorted().map(Role::wireName).collect(Collectors.joining(","));
  }

  /** Passes over names of roles that this program does not know. */
  static Set<Role> read(String column) {
    return Arrays.stream(column.split(","))
        .map(Role::ofWireName)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }
}
