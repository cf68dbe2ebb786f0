package com.imageflowcanvas.access;

import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an admin does for security besides users: reads the audit log, changes signing keys. */
public final class SecurityService {
  /** How long the audit log remembers. */
  private static final Duration AUDIT_MEMORY = Duration.ofDays(400);

  /** Else whoever guesses passwords fills the disk with it: this many take about 300 MB. */
  private static final int AUDIT_ENTRIES = 1_000_000;

  private static final Duration FAILURE_MEMORY = Duration.ofHours(2);

  private final AccountService.Stores stores;
  private final AccessTokens tokens;
  private final Audit audit;
  private final Clock clock;

  public SecurityService(AccountService.Stores stores, AccessTokens tokens, Clock clock) {
    this.stores = stores;
    this.tokens = tokens;
    this.audit = new Audit(stores.audit(), clock);
    this.clock = clock;
  }

  /**
   * Entries of the audit log, newest first.
   *
   * @throws ProblemException INVALID_REQUEST when they are to be older than what cannot be an id
   */
  public List<AuditEntry> auditLog(Caller caller, AuditLog.Query query) {
    caller.require(Role.ADMIN);
    if (!query.before().map(TimeOrderedUuid::isTimeOrdered).orElse(true)) {
      throw Problem.unknownCursor().exception();
    }
    return stores.audit().list(query);
  }

  /**
   * Writes down that somebody was refused for want of a role.
   *
   * @param request for example {@code DELETE /v1/users/…}
   */
  public void denied(Actor actor, String request) {
    audit.record(AuditAction.ACCESS_DENIED, actor, request);
  }

  /**
   * Signs with a new key from now on; nobody is logged out.
   *
   * @return the id of the new key
   */
  public String rotateSigningKey(Actor actor) {
    actor.caller().require(Role.ADMIN);
    String id = tokens.rotate();
    audit.record(AuditAction.SIGNING_KEY_ROTATED, actor, id);
    return id;
  }

  /** The public keys of the access tokens as JSON Web Keys, each a JSON object. */
  public List<String> publicKeys() {
    return tokens.publicKeys();
  }

  /** Removes what has outlived its use; to be called now and then. */
  public void tidy() {
    Instant now = clock.instant();
    stores.sessions().removeExpired(now);
    stores.failures().removeBefore(now.minus(FAILURE_MEMORY));
    stores.audit().removeBefore(now.minus(AUDIT_MEMORY));
    stores.audit().keepNewest(AUDIT_ENTRIES);
    tokens.removeOutlived();
  }
}
