package com.imageflowcanvas.access;

import java.util.List;
import java.util.Optional;

/** Keeps API keys by their hashes. Thread-safe. */
public interface ApiKeyStore {
  void add(ApiKey key, TokenHash hash);

  /** A key with its owner as of now; read at every request. */
  Optional<KeyAndOwner> find(TokenHash hash);

  Optional<ApiKey> find(SessionId id);

  /** All keys of a user, newest first. */
  List<ApiKey> list(UserId owner);

  /**
   * A page of keys, newest first.
   *
   * @param owner only this user's
   * @param before only those older than the key with this id
   */
  List<ApiKey> list(Optional<UserId> owner, Optional<SessionId> before, int limit);

  /** Returns whether there was one. */
  boolean delete(SessionId id);

  record KeyAndOwner(ApiKey key, User owner) {}
}
