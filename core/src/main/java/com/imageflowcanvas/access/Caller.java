package com.imageflowcanvas.access;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.util.Set;

/**
 * Who asks. Made by the protocols from a checked token; services ask it what is allowed.
 *
 * @param roles at least one
 */
public record Caller(UserId id, String username, Set<Role> roles) {
  /** The program itself, for what it makes at its first start. */
  public static final Caller SYSTEM =
      new Caller(new UserId("system"), "system", Set.of(Role.ADMIN));

  public Caller {
    roles = Set.copyOf(roles);
  }

  public boolean isAdmin() {
    return has(Role.ADMIN);
  }

  /** Whether one of the roles is at least this one. */
  public boolean has(Role least) {
    return roles.stream().anyMatch(role -> role.compareTo(least) >= 0);
  }

  /**
   * @throws ProblemException FORBIDDEN when no role is at least this one
   */
  public void require(Role least) {
    if (!has(least)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN, "role: " + names() + " (expected: " + least.wireName() + ")");
    }
  }

  /**
   * @throws ProblemException FORBIDDEN when neither an admin nor, with that role, the owner
   */
  public void requireOwnership(Role least, UserId owner, String what) {
    require(least);
    if (!isAdmin() && !id.equals(owner)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN, what + " belongs to another user (expected: its owner or an admin)");
    }
  }

  private String names() {
    return String.join(", ", roles.stream().map(Role::wireName).sorted().toList());
  }
}
