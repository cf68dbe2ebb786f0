package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.IdempotencyKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was stored under which key. Not thread-safe. */
final class InMemoryIdempotencyKeys {
  private final Map<Name, Answer> answers = new HashMap<>();

  private record Name(UserId user, String operation, String key) {}

  private record Answer(String fingerprint, String id, String told, Instant expiresAt) {}

  /** Returns Stored when the caller shall go on and store. */
  Acceptance remember(IdempotencyKey key, String id, Instant now) {
    Optional<Acceptance> before = recall(key, now);
    if (before.isEmpty()) {
      answers.put(nameOf(key), new Answer(key.fingerprint(), id, key.told(), key.expiresAt()));
    }
    return before.orElse(new Acceptance.Stored());
  }

  Optional<Acceptance> recall(IdempotencyKey key, Instant now) {
    return Optional.ofNullable(answers.get(nameOf(key)))
        .filter(before -> before.expiresAt.isAfter(now))
        .map(
            before ->
                before.fingerprint.equals(key.fingerprint())
                    ? new Acceptance.Repeated(before.id, before.told)
                    : new Acceptance.Mismatch());
  }

  private static Name nameOf(IdempotencyKey key) {
    return new Name(key.user(), key.operation(), key.key());
  }
}
