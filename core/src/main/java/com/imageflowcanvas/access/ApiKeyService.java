package com.imageflowcanvas.access;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** API keys for machines. Thread-safe. */
public final class ApiKeyService {
  private static final int HINT_LENGTH = 10;
  private static final int MAX_NAME = 100;

  private final ApiKeyStore keys;
  private final Audit audit;
  private final EventBus events;
  private final Clock clock;

  public ApiKeyService(AccountService.Stores stores, EventBus events, Clock clock) {
    this.keys = stores.apiKeys();
    this.audit = new Audit(stores.audit(), clock);
    this.events = events;
    this.clock = clock;
  }

  /**
   * @param secret the key itself, which is shown this once and cannot be read again
   */
  public record Created(ApiKey key, String secret) {}

  /**
   * @param roles none above the caller's own
   * @throws ProblemException VALIDATION_FAILED; FORBIDDEN for a role above the caller's
   */
  public Created create(Actor actor, String name, Set<Role> roles, Optional<Instant> expiresAt) {
    Instant now = clock.instant();
    check(name, roles, expiresAt, now);
    roles.forEach(actor.caller()::require);
    String secret = ApiKey.PREFIX + RandomText.ofBytes(32);
    ApiKey key =
        new ApiKey(
            new SessionId(TimeOrderedUuid.next()),
            actor.caller().id(),
            name,
            secret.substring(0, HINT_LENGTH),
            roles,
            now,
            expiresAt);
    keys.add(key, TokenHash.of(secret));
    audit.record(AuditAction.API_KEY_CREATED, actor, name);
    return new Created(key, secret);
  }

  private static void check(
      String name, Set<Role> roles, Optional<Instant> expiresAt, Instant now) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw Credentials.problem(
          "/name", "name: " + name.length() + " characters (expected: 1.." + MAX_NAME + ")");
    }
    if (roles.isEmpty()) {
      throw Credentials.problem("/roles", "roles: none (expected: at least one)");
    }
    if (expiresAt.filter(end -> !end.isAfter(now)).isPresent()) {
      throw Credentials.problem(
          "/expires_at", "expires_at: " + expiresAt.get() + " (expected: in the future)");
    }
  }

  /** One's own keys; everybody's for an admin. */
  public List<ApiKey> list(Caller caller) {
    return keys.list(caller.isAdmin() ? Optional.empty() : Optional.of(caller.id()));
  }

  /**
   * Deletes a key; it stops to hold at once.
   *
   * @throws ProblemException NOT_FOUND, also for a key of somebody else, unless the caller is admin
   */
  public void delete(Actor actor, SessionId id) {
    Caller caller = actor.caller();
    ApiKey key =
        keys.find(id)
            .filter(found -> caller.isAdmin() || found.owner().equals(caller.id()))
            .orElseThrow(() -> notFound(id));
    if (!keys.delete(id)) {
      throw notFound(id);
    }
    events.publish(new SessionRevoked(id));
    audit.record(AuditAction.API_KEY_DELETED, actor, key.name());
  }

  private static ProblemException notFound(SessionId id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "API key: " + id.value() + " (no such key)");
  }
}
