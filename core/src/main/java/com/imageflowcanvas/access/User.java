package com.imageflowcanvas.access;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody who can log in.
 *
 * @param roles at least one
 * @param disabled cannot log in; logins and API keys from before do not hold either
 */
public record User(
    UserId id,
    String username,
    PasswordHash password,
    Set<Role> roles,
    boolean disabled,
    Instant createdAt,
    Instant updatedAt) {

  public User {
    roles = Set.copyOf(roles);
  }

  /** Whether this user can do an admin's work now. */
  public boolean isActiveAdmin() {
    return !disabled && roles.contains(Role.ADMIN);
  }

  public Caller asCaller() {
    return new Caller(id, username, roles);
  }

  public User withPassword(PasswordHash next, Instant now) {
    return new User(id, username, next, roles, disabled, createdAt, now);
  }

  public User withRoles(Set<Role> next, Instant now) {
    return new User(id, username, password, next, disabled, createdAt, now);
  }

  public User withDisabled(boolean next, Instant now) {
    return new User(id, username, password, roles, next, createdAt, now);
  }
}
