package com.imageflowcanvas.testkit.access;

import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.Session;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Users and logins for tests of stores. */
final class AccessSamples {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
  static final Duration DAY = Duration.ofDays(1);

  private AccessSamples() {}

  static User user(String name, Role... roles) {
    return new User(
        new UserId(TimeOrderedUuid.next()),
        name,
        new PasswordHash("hash of " + name),
        Set.of(roles),
        false,
        NOW,
        NOW);
  }

  static Session session(User user) {
    return new Session(new SessionId(TimeOrderedUuid.next()), user.id(), NOW, NOW.plus(DAY));
  }
}
