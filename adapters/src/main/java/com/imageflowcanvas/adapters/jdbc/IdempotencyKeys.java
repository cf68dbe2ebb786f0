package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.file.Acceptance;
import com.imageflowcanvas.file.IdempotencyKey;
import java.time.Instant;
import java.util.Optional;

/** Remembers what was stored under which key. Works inside the transaction that stores it. */
final class IdempotencyKeys {
  private static final int FORGOTTEN_AT_ONCE = 20;

  // counts a row only where there was none, or an expired one
  private static final String REMEMBER =
      """
      INSERT INTO idempotency_keys
       (user_id, operation, idem_key, fingerprint, answer_id, told, expires_at)
      VALUES (:user, :operation, :key, :fingerprint, :answer, :told, :expires)
      ON CONFLICT (user_id, operation, idem_key) DO UPDATE SET fingerprint = excluded.fingerprint,
       answer_id = excluded.answer_id, told = excluded.told, expires_at = excluded.expires_at
      WHERE idempotency_keys.expires_at <= :now
      """;

  private static final String RECALL =
      """
      SELECT fingerprint, answer_id, told FROM idempotency_keys
      WHERE user_id = :user AND operation = :operation AND idem_key = :key AND expires_at > :now
      """;

  private static final String FORGET =
      """
      DELETE FROM idempotency_keys WHERE (user_id, operation, idem_key) IN
       (SELECT user_id, operation, idem_key FROM idempotency_keys WHERE expires_at <= :now
        ORDER BY expires_at LIMIT :limit)
      """;

  private IdempotencyKeys() {}

  /**
   * Remembers the key for this answer, or says what it stands for already. Each call also forgets
   * some expired keys, so the table does not grow for ever.
   *
   * @return Stored when the caller shall go on and store
   */
  static Acceptance remember(Sql sql, IdempotencyKey key, String answer, Instant now) {
    sql.of(FORGET).param("now", Micros.of(now)).param("limit", FORGOTTEN_AT_ONCE).update();
    int remembered =
        sql.of(REMEMBER)
            .param("user", key.user().value())
            .param("operation", key.operation())
            .param("key", key.key())
            .param("fingerprint", key.fingerprint())
            .param("answer", answer)
            .param("told", key.told())
            .param("expires", Micros.of(key.expiresAt()))
            .param("now", Micros.of(now))
            .update();
    return remembered == 1 ? new Acceptance.Stored() : recall(sql, key, now).orElseThrow();
  }

  /** Repeated or Mismatch; empty when the key stands for nothing now. */
  static Optional<Acceptance> recall(Sql sql, IdempotencyKey key, Instant now) {
    return sql.of(RECALL)
        .param("user", key.user().value())
        .param("operation", key.operation())
        .param("key", key.key())
        .param("now", Micros.of(now))
        .query((row, n) -> answer(row.getString(1), row.getString(2), row.getString(3), key))
        .optional();
  }

  private static Acceptance answer(String fingerprint, String id, String told, IdempotencyKey key) {
    return fingerprint.equals(key.fingerprint())
        ? new Acceptance.Repeated(id, told)
        : new Acceptance.Mismatch();
  }
}
