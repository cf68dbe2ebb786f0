package com.imageflowcanvas.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps logins and the refresh tokens that belong to them. Thread-safe. */
public interface SessionStore {
  /**
   * Begins a login of somebody whose password was right.
   *
   * @param password that was; when the user has another one by now, or is gone, nothing is stored
   * @return whether it was stored
   */
  boolean add(Session session, PasswordHash password, TokenHash refreshToken);

  /** A login that has not been revoked, with its user as of now; read at every request. */
  Optional<Login> find(SessionId id);

  /**
   * Exchanges a refresh token for the next one, all or nothing, so that each can be used once.
   *
   * @param expiresAt when the login ends from now on
   */
  Refresh refresh(TokenHash used, TokenHash next, Instant now, Instant expiresAt);

  /** Returns whether there was one. */
  boolean revoke(SessionId id);

  /** The logins of a user that have not been revoked. */
  List<SessionId> list(UserId user);

  /** Revokes all logins of a user and returns them. */
  List<SessionId> revokeAll(UserId user);

  /** Removes logins that ended before this. */
  void removeExpired(Instant before);

  record Login(Session session, User user) {}

  /** What became of a refresh. */
  sealed interface Refresh {
    record Done(Session session, User user) implements Refresh {}

    /** The token was used before, so somebody else has it too; nothing was changed. */
    record Reused(SessionId session) implements Refresh {}

    /** No such token, or its login has ended. */
    record Unknown() implements Refresh {}
  }
}
