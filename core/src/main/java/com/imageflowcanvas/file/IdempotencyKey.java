package com.imageflowcanvas.file;

import com.imageflowcanvas.access.UserId;
import java.time.Instant;

/**
 * A client's promise that two requests are one.
 *
 * @param operation what was asked, for example {@code POST /executions}; keys of different
 *     operations do not meet
 * @param fingerprint hash over the fields and the SHA-256 of each file
 * @param expiresAt when the key may be used anew
 * @param told what the first answer tells beside the id, to be told again
 */
public record IdempotencyKey(
    UserId user, String operation, String key, String fingerprint, Instant expiresAt, String told) {
  public IdempotencyKey telling(String more) {
    return new IdempotencyKey(user, operation, key, fingerprint, expiresAt, more);
  }
}
