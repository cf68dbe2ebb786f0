package com.imageflowcanvas.access;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Logging in, staying logged in, logging out. Thread-safe. */
public final class AccountService {
  private static final String REFRESH_PREFIX = "ifr_";

  private final UserStore users;
  private final SessionStore sessions;
  private final ApiKeyStore apiKeys;
  private final AccessTokens tokens;
  private final PasswordHasher hasher;
  private final LoginThrottle throttle;
  private final Audit audit;
  private final EventBus events;
  private final Clock clock;
  private final Lifetimes lifetimes;

  /** A hash of nobody's password, so that unknown users cost the same time. */
  private final PasswordHash nobody;

  public AccountService(
      Stores stores,
      AccessTokens tokens,
      PasswordHasher hasher,
      EventBus events,
      Clock clock,
      Lifetimes lifetimes) {
    this.users = stores.users();
    this.sessions = stores.sessions();
    this.apiKeys = stores.apiKeys();
    this.tokens = tokens;
    this.hasher = hasher;
    this.throttle = new LoginThrottle(stores.failures(), clock);
    this.audit = new Audit(stores.audit(), clock);
    this.events = events;
    this.clock = clock;
    this.lifetimes = lifetimes;
    this.nobody = hasher.decoy();
  }

  /** The stores of everything here. */
  public record Stores(
      UserStore users,
      SessionStore sessions,
      ApiKeyStore apiKeys,
      LoginFailureStore failures,
      AuditLog audit) {}

  /**
   * @param access of an access token
   * @param login of a login that nobody refreshes
   */
  public record Lifetimes(Duration access, Duration login) {}

  /**
   * What somebody who has logged in gets.
   *
   * @param refreshToken good for one refresh
   */
  public record Tokens(
      User user,
      String accessToken,
      Duration expiresIn,
      String refreshToken,
      Duration refreshExpiresIn) {}

  /**
   * @throws ProblemException UNAUTHENTICATED for a wrong name or password, which are not told
   *     apart; RATE_LIMITED, without looking at the password, after too many of them
   */
  public Tokens login(String username, String password, InetAddress from) {
    Optional<Tokens> begun =
        throttle.attempt(
            username, from, () -> find(username, password).flatMap(user -> begin(user)));
    AuditAction action = begun.isPresent() ? AuditAction.LOGIN : AuditAction.LOGIN_FAILED;
    audit.record(action, username, username, from);
    return begun.orElseThrow(
        () ->
            new ProblemException(
                ErrorCode.UNAUTHENTICATED, "the username or the password is wrong"));
  }

  /** The user, if the password is right; takes the same time whether there is one or not. */
  private Optional<User> find(String username, String password) {
    Optional<User> user =
        Credentials.isUsername(username) ? users.findByUsername(username) : Optional.empty();
    boolean right = hasher.matches(password, user.map(User::password).orElse(nobody));
    return user.filter(found -> right && !found.disabled());
  }

  /** Empty when the password was changed while it was looked at. */
  private Optional<Tokens> begin(User user) {
    Instant now = clock.instant();
    SessionId id = new SessionId(TimeOrderedUuid.next());
    String refresh = newRefreshToken();
    Session session = new Session(id, user.id(), now, now.plus(lifetimes.login()));
    return sessions.add(session, user.password(), TokenHash.of(refresh))
        ? Optional.of(tokens(user, id, refresh, now))
        : Optional.empty();
  }

  /**
   * Gives new tokens for a refresh token. One that was used before ends its login: somebody else
   * has it too.
   *
   * @throws ProblemException UNAUTHENTICATED
   */
  public Tokens refresh(String refreshToken, InetAddress from) {
    Instant now = clock.instant();
    String next = newRefreshToken();
    SessionStore.Refresh refresh =
        sessions.refresh(
            TokenHash.of(refreshToken), TokenHash.of(next), now, now.plus(lifetimes.login()));
    return switch (refresh) {
      case SessionStore.Refresh.Done(Session session, User user) when !user.disabled() ->
          tokens(user, session.id(), next, now);
      case SessionStore.Refresh.Reused(SessionId session) -> {
        String username =
            sessions.find(session).map(login -> login.user().username()).orElse("unknown");
        audit.record(AuditAction.REFRESH_TOKEN_REUSED, username, username, from);
        revoke(session);
        throw notRefreshed();
      }
      case SessionStore.Refresh.Done ignored -> throw notRefreshed();
      case SessionStore.Refresh.Unknown() -> throw notRefreshed();
    };
  }

  private static ProblemException notRefreshed() {
    return new ProblemException(
        ErrorCode.UNAUTHENTICATED, "refresh_token: not valid, expired or used before");
  }

  /**
   * Ends the login; the answer of every request with its tokens is 401 from now on.
   *
   * @throws ProblemException CONFLICT for an API key, which is no login
   */
  public void logout(Authenticated who, InetAddress from) {
    if (apiKeys.find(who.session()).isPresent()) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "an API key does not log out (expected: DELETE /v1/api-keys/"
              + who.session().value()
              + ")");
    }
    if (revoke(who.session())) {
      audit.record(AuditAction.LOGOUT, new Actor(who.caller(), from), who.caller().username());
    }
  }

  private boolean revoke(SessionId session) {
    boolean revoked = sessions.revoke(session);
    if (revoked) {
      events.publish(new SessionRevoked(session));
    }
    return revoked;
  }

  private Tokens tokens(User user, SessionId session, String refresh, Instant now) {
    String access = tokens.issue(user, session, now, now.plus(lifetimes.access()));
    return new Tokens(user, access, lifetimes.access(), refresh, lifetimes.login());
  }

  private static String newRefreshToken() {
    return REFRESH_PREFIX + RandomText.ofBytes(32);
  }
}
