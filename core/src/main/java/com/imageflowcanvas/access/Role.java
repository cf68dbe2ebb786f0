package com.imageflowcanvas.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user is; each role may all that the ones before it may. */
public enum Role {
  VIEWER,
  PIPELINE_OPERATOR,
  PIPELINE_CREATOR,
  ADMIN;

  /** The name on the wire, for example {@code pipeline_operator}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> ofWireName(String name) {
    return Arrays.stream(values()).filter(role -> role.wireName().equals(name)).findFirst();
  }
}
