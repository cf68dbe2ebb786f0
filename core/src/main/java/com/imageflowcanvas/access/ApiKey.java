package com.imageflowcanvas.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a machine in without a password. Can do what both its roles and its owner's roles allow.
 *
 * @param hint the first characters, to tell keys apart
 * @param expiresAt empty for never
 */
public record ApiKey(
    SessionId id,
    UserId owner,
    String name,
    String hint,
    Set<Role> roles,
    Instant createdAt,
    Optional<Instant> expiresAt) {

  /** What every key begins with, so that one is recognized where it should not be. */
  public static final String PREFIX = "ifk_";

  public ApiKey {
    roles = Set.copyOf(roles);
  }
}
