package com.imageflowcanvas.access;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Faults;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** API keys for machines. Thread-safe. */
public final class ApiKeyService {
  private static final int HINT_LENGTH = 10;
  private static final int MAX_NAME = 100;
  private static final int MAX_KEYS = 300;
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}|\\p{Cf}|\\p{Zl}|\\p{Zp}");

  /** Later ones have no form in RFC 3339. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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
   * @param expiresAt when a key makes a key, not later than its own end
   * @throws ProblemException VALIDATION_FAILED; FORBIDDEN for a role above the caller's; CONFLICT
   *     when the user has too many
   */
  public Created create(
      Authenticated who,
      InetAddress from,
      String name,
      Set<Role> roles,
      Optional<Instant> expiresAt) {
    Actor actor = new Actor(who.caller(), from);
    Instant now = clock.instant();
    Instant latest = keys.find(who.session()).flatMap(ApiKey::expiresAt).orElse(LATEST);
    Faults faults = new Faults();
    faults.inCheck(() -> checkName(name));
    faults.inCheck(() -> Credentials.checkRoles(roles));
    faults.inCheck(() -> checkEnd(expiresAt, now, latest));
    faults.throwIfAny();
    roles.forEach(actor.caller()::require);
    if (keys.list(actor.caller().id()).size() >= MAX_KEYS) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "API keys: " + MAX_KEYS + " are there (expected: fewer; delete one first)");
    }
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

  private static void checkName(String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw Credentials.problem(
          "/name", "name: " + name.length() + " characters (expected: 1.." + MAX_NAME + ")");
    }
    if (UNPRINTABLE.matcher(name).find()) {
      throw Credentials.problem(
          "/name", "name: has unprintable characters (expected: one line of text)");
    }
  }

  private static void checkEnd(Optional<Instant> end, Instant now, Instant latest) {
    boolean endless = end.isEmpty() && latest.isBefore(LATEST);
    if (endless || end.filter(at -> !at.isAfter(now) || at.isAfter(latest)).isPresent()) {
      throw Credentials.problem(
          "/expires_at",
          "expires_at: "
              + end.map(Instant::toString).orElse("never")
              + " (expected: after "
              + now.truncatedTo(ChronoUnit.SECONDS)
              + ", not after "
              + latest
              + ")");
    }
  }

  /**
   * One's own keys, newest first; everybody's for an admin.
   *
   * @param before only those older than the key with this id
   * @throws ProblemException INVALID_REQUEST when that cannot be an id
   */
  public List<ApiKey> list(Caller caller, Optional<String> before, int limit) {
    if (!before.map(TimeOrderedUuid::isTimeOrdered).orElse(true)) {
      throw Problem.unknownCursor().exception();
    }
    return keys.list(
        caller.isAdmin() ? Optional.empty() : Optional.of(caller.id()),
        before.map(SessionId::new),
        limit);
  }

  /**
   * Deletes a key; it stops to hold at once. A login may delete all of its user's, a key itself and
   * those that are not mightier.
   *
   * @throws ProblemException NOT_FOUND, also for a key of somebody else, unless the caller is
   *     admin; FORBIDDEN when a key is to delete one with a role above its own
   */
  public void delete(Authenticated who, InetAddress from, SessionId id) {
    Caller caller = who.caller();
    ApiKey key =
        keys.find(id)
            .filter(found -> caller.isAdmin() || found.owner().equals(caller.id()))
            .orElseThrow(() -> notFound(id));
    if (!id.equals(who.session()) && keys.find(who.session()).isPresent()) {
      key.roles().forEach(caller::require);
    }
    if (!keys.delete(id)) {
      throw notFound(id);
    }
    events.publish(new SessionRevoked(id));
    audit.record(AuditAction.API_KEY_DELETED, new Actor(caller, from), key.name());
  }

  private static ProblemException notFound(SessionId id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "API key: " + id.value() + " (no such key)");
  }
}
