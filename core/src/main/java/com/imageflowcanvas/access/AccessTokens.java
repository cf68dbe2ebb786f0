package com.imageflowcanvas.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes and checks signed access tokens. Thread-safe. */
public interface AccessTokens {
  /** A token that names the user and the session. */
  String issue(User user, SessionId session, Instant now, Instant expiresAt);

  /** Whom a token names; empty unless it is ours, whole and not expired. */
  Optional<Verified> verify(String token);

  /**
   * Makes a new key to sign with. The older ones are good for checking until the tokens that they
   * signed have expired.
   *
   * @return the id of the new key
   */
  String rotate();

  /** Drops keys whose last token has expired. */
  void removeOutlived();

  /** The public keys as JSON Web Keys (RFC 7517), each a JSON object. */
  List<String> publicKeys();

  record Verified(SessionId session, Instant expiresAt) {}
}
