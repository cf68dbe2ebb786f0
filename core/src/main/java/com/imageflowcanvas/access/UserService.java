package com.imageflowcanvas.access;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Faults;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Users, as admins see to them. Thread-safe. */
public final class UserService {
  private static final String ADMIN = "admin";

  private final UserStore users;
  private final SessionStore sessions;
  private final ApiKeyStore apiKeys;
  private final PasswordHasher hasher;
  private final LoginThrottle throttle;
  private final Audit audit;
  private final EventBus events;
  private final Clock clock;

  public UserService(
      AccountService.Stores stores, PasswordHasher hasher, EventBus events, Clock clock) {
    this.users = stores.users();
    this.sessions = stores.sessions();
    this.apiKeys = stores.apiKeys();
    this.hasher = hasher;
    this.throttle = new LoginThrottle(stores.failures(), clock);
    this.audit = new Audit(stores.audit(), clock);
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes the user {@code admin} when there is no user at all.
   *
   * @param password empty for a random one
   * @return the random password, to be shown once; empty when there was none to make
   */
  public Optional<String> createFirstAdmin(Optional<String> password) {
    if (!users.isEmpty()) {
      return Optional.empty();
    }
    String chosen = password.orElseGet(() -> RandomText.ofBytes(15));
    Credentials.checkPassword(ADMIN, chosen);
    if (!users.insert(newUser(ADMIN, chosen, Set.of(Role.ADMIN)))) {
      return Optional.empty(); // another node was faster
    }
    audit.record(AuditAction.USER_CREATED, ADMIN);
    return password.isPresent() ? Optional.empty() : Optional.of(chosen);
  }

  /** Whether this is the password of {@code admin}, as far as that user is still there. */
  public boolean isAdminPassword(String password) {
    return users
        .findByUsername(ADMIN)
        .map(user -> hasher.matches(password, user.password()))
        .orElse(true);
  }

  /**
   * @throws ProblemException FORBIDDEN, VALIDATION_FAILED, ALREADY_EXISTS
   */
  public User create(Actor actor, String username, String password, Set<Role> roles) {
    actor.caller().require(Role.ADMIN);
    Faults faults = new Faults();
    faults.inCheck(() -> Credentials.checkUsername(username));
    faults.inCheck(() -> Credentials.checkPassword(username, password));
    faults.inCheck(() -> Credentials.checkRoles(roles));
    faults.throwIfAny();
    User user = newUser(username, password, roles);
    if (!users.insert(user)) {
      throw new ProblemException(
          ErrorCode.ALREADY_EXISTS, "username: " + username + " (expected: one that is free)");
    }
    audit.record(AuditAction.USER_CREATED, actor, username);
    return user;
  }

  private User newUser(String username, String password, Set<Role> roles) {
    Instant now = clock.instant();
    UserId id = new UserId(TimeOrderedUuid.next());
    return new User(id, username, hasher.hash(password), roles, false, now, now);
  }

  public User get(Caller caller, UserId id) {
    caller.require(Role.ADMIN);
    return find(id);
  }

  /**
   * Users by username.
   *
   * @param after only those behind this username
   * @throws ProblemException INVALID_REQUEST when that cannot be a username
   */
  public List<User> list(Caller caller, Optional<String> after, int limit) {
    caller.require(Role.ADMIN);
    if (!after.map(Credentials::isUsername).orElse(true)) {
      throw Problem.unknownCursor().exception();
    }
    return users.list(after, limit);
  }

  /** A change of a user; what is empty stays. */
  public record Change(
      Optional<String> password, Optional<Set<Role>> roles, Optional<Boolean> disabled) {

    /** What is changed, for the audit log. */
    private String described() {
      List<String> parts = new ArrayList<>();
      roles.ifPresent(
          all ->
              parts.add(
                  "roles: "
                      + String.join(", ", all.stream().sorted().map(Role::wireName).toList())));
      disabled.ifPresent(yes -> parts.add("disabled: " + yes));
      password.ifPresent(hidden -> parts.add("password"));
      return String.join("; ", parts);
    }
  }

  /**
   * A new password or being disabled ends all logins of the user.
   *
   * @throws ProblemException FORBIDDEN, NOT_FOUND, VALIDATION_FAILED; CONFLICT when no admin would
   *     be left
   */
  public User change(Actor actor, UserId id, Change change) {
    actor.caller().require(Role.ADMIN);
    String username = find(id).username();
    Faults faults = new Faults();
    change
        .password()
        .ifPresent(next -> faults.inCheck(() -> Credentials.checkPassword(username, next)));
    change.roles().ifPresent(roles -> faults.inCheck(() -> Credentials.checkRoles(roles)));
    faults.throwIfAny();
    Optional<PasswordHash> password = change.password().map(hasher::hash);
    User next = done(users.change(id, user -> changed(user, change, password)), id);
    if (change.password().isPresent() || next.disabled()) {
      sessions.revokeAll(id).forEach(this::tellRevoked);
    }
    if (next.disabled()) {
      apiKeys.list(id).forEach(key -> tellRevoked(key.id()));
    }
    audit.record(AuditAction.USER_CHANGED, actor, username, change.described());
    return next;
  }

  private User changed(User user, Change change, Optional<PasswordHash> password) {
    Instant now = clock.instant();
    User next = password.map(hash -> user.withPassword(hash, now)).orElse(user);
    if (change.roles().isPresent()) {
      next = next.withRoles(change.roles().get(), now);
    }
    return change.disabled().isPresent() ? next.withDisabled(change.disabled().get(), now) : next;
  }

  /**
   * Changes one's own password and ends all one's logins.
   *
   * @throws ProblemException VALIDATION_FAILED when the current password is wrong or the new one
   *     too weak; RATE_LIMITED after too many wrong ones, as at a login
   */
  public void changeOwnPassword(Actor actor, String current, String next) {
    User user = find(actor.caller().id());
    Credentials.checkPassword(user.username(), next);
    if (throttle.attempt(user.username(), actor.from(), () -> matching(user, current)).isEmpty()) {
      throw wrongPassword(actor);
    }
    PasswordHash hash = hasher.hash(next);
    done(users.change(user.id(), now -> now.withPassword(hash, clock.instant())), user.id());
    sessions.revokeAll(user.id()).forEach(this::tellRevoked);
    audit.record(AuditAction.PASSWORD_CHANGED, actor, user.username());
  }

  private Optional<User> matching(User user, String password) {
    return Optional.of(user).filter(known -> hasher.matches(password, known.password()));
  }

  private RuntimeException wrongPassword(Actor actor) {
    audit.record(
        AuditAction.LOGIN_FAILED, actor, actor.caller().username(), "current password of a change");
    return Credentials.problem(
        "/current_password", "current_password: wrong (expected: the one of now)");
  }

  /** Deletes a user with all logins and API keys; what they have made stays. */
  public void delete(Actor actor, UserId id) {
    actor.caller().require(Role.ADMIN);
    List<ApiKey> keys = apiKeys.list(id);
    List<SessionId> logins = sessions.list(id);
    User user = done(users.delete(id), id);
    logins.forEach(this::tellRevoked);
    keys.forEach(key -> tellRevoked(key.id()));
    audit.record(AuditAction.USER_DELETED, actor, user.username());
  }

  private void tellRevoked(SessionId session) {
    events.publish(new SessionRevoked(session));
  }

  private User find(UserId id) {
    return users.find(id).orElseThrow(() -> notFound(id));
  }

  private static User done(UserStore.Change change, UserId id) {
    return switch (change) {
      case UserStore.Change.Done(User user) -> user;
      case UserStore.Change.Missing() -> throw notFound(id);
      case UserStore.Change.LastAdmin() ->
          throw new ProblemException(
              ErrorCode.CONFLICT, "this is the last active admin (expected: another one first)");
    };
  }

  private static ProblemException notFound(UserId id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "user: " + id + " (no such user)");
  }
}
