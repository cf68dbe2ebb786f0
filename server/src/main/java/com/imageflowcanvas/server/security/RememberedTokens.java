package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.AccessTokens;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.TokenHash;
import com.imageflowcanvas.access.User;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks a token's signature once: a client sends the same one with every request, and checking
 * P-256 takes as long as the rest of a short request. Whether the session and the user still stand
 * is asked elsewhere, each time. Thread-safe.
 */
public final class RememberedTokens implements AccessTokens {
  private static final int CAPACITY = 10_000;

  private final AccessTokens tokens;
  private final Clock clock;
  // by the hash, so that the time of a look-up tells nothing of the tokens in it
  private final Map<TokenHash, Verified> valid = new ConcurrentHashMap<>();

  public RememberedTokens(AccessTokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public Optional<Verified> verify(String token) {
    TokenHash hash = TokenHash.of(token);
    Verified known = valid.get(hash);
    if (known != null && clock.instant().isBefore(known.expiresAt())) {
      return Optional.of(known);
    }
    Optional<Verified> verified = tokens.verify(token);
    verified.ifPresentOrElse(now -> remember(hash, now), () -> valid.remove(hash));
    return verified;
  }

  int size() {
    return valid.size();
  }

  private void remember(TokenHash hash, Verified verified) {
    if (valid.size() >= CAPACITY) {
      makeRoom();
    }
    valid.put(hash, verified);
  }

  private void makeRoom() {
    Instant now = clock.instant();
    valid.values().removeIf(token -> !now.isBefore(token.expiresAt()));
    if (valid.size() >= CAPACITY) {
      valid.clear();
    }
  }

  @Override
  public String issue(User user, SessionId session, Instant now, Instant expiresAt) {
    return tokens.issue(user, session, now, expiresAt);
  }

  @Override
  public String rotate() {
    return tokens.rotate();
  }

  @Override
  public void removeOutlived() {
    tokens.removeOutlived();
  }

  @Override
  public List<String> publicKeys() {
    return tokens.publicKeys();
  }
}
