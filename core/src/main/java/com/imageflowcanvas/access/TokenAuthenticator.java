package com.imageflowcanvas.access;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks what callers send to say who they are: an access token or an API key. Looks at the stored
 * session and user each time, so that a logout or a lost role counts at once on every node.
 */
public final class TokenAuthenticator {
  private final AccessTokens tokens;
  private final SessionStore sessions;
  private final ApiKeyStore apiKeys;
  private final Clock clock;

  public TokenAuthenticator(
      AccessTokens tokens, SessionStore sessions, ApiKeyStore apiKeys, Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.apiKeys = apiKeys;
    this.clock = clock;
  }

  /**
   * @param token without "Bearer"
   * @throws ProblemException UNAUTHENTICATED
   */
  public Authenticated authenticate(String token) {
    Optional<Authenticated> known =
        token.startsWith(ApiKey.PREFIX) ? ofApiKey(token) : ofAccessToken(token);
    return known.orElseThrow(
        () ->
            new ProblemException(
                ErrorCode.UNAUTHENTICATED, "token: not valid, expired or revoked"));
  }

  private Optional<Authenticated> ofAccessToken(String token) {
    return tokens.verify(token).flatMap(this::ofSession);
  }

  private Optional<Authenticated> ofSession(AccessTokens.Verified verified) {
    return sessions
        .find(verified.session())
        .filter(login -> !login.user().disabled())
        .map(
            login ->
                new Authenticated(
                    login.user().asCaller(), verified.session(), verified.expiresAt()));
  }

  private Optional<Authenticated> ofApiKey(String token) {
    return apiKeys.find(TokenHash.of(token)).flatMap(this::ofKey);
  }

  private Optional<Authenticated> ofKey(ApiKeyStore.KeyAndOwner found) {
    User owner = found.owner();
    Instant end = found.key().expiresAt().orElse(Instant.MAX);
    Set<Role> roles = rolesOf(found.key(), owner);
    if (owner.disabled() || roles.isEmpty() || !clock.instant().isBefore(end)) {
      return Optional.empty();
    }
    Caller caller = new Caller(owner.id(), owner.username(), roles);
    return Optional.of(new Authenticated(caller, found.key().id(), end));
  }

  /** The owner may have lost a role since the key was made. */
  private static Set<Role> rolesOf(ApiKey key, User owner) {
    Caller asOwner = owner.asCaller();
    return key.roles().stream().filter(asOwner::has).collect(Collectors.toUnmodifiableSet());
  }
}
