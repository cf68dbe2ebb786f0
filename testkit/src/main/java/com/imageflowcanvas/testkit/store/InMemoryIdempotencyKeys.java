package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.IdempotencyKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What was stored under which key. Not thread-safe. */
final class InMemoryIdempotencyKeys {
  private final Map<Name, Answer> answers = new HashMap<>();

  private record Name(UserId user, String operation, String key) {}

  private record Answer(String fingerprint, String id, Instant expiresAt) {}

  /** Returns Stored when the caller shall go on and store. */
  Acceptance remember(IdempotencyKey key, String id, Instant now) {
    Name name = new Name(key.user(), key.operation(), key.key());
    Answer before = answers.get(name);
    if (before == null || !before.expiresAt.isAfter(now)) {
      answers.put(name, new Answer(key.fingerprint(), id, key.expiresAt()));
      return new Acceptance.Stored();
    }
    return before.fingerprint.equals(key.fingerprint())
        ? new Acceptance.Repeated(before.id)
        : new Acceptance.Mismatch();
  }
}
