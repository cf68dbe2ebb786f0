package com.imageflowcanvas.access;

import java.util.List;
import java.util.Optional;

/** Keeps users. Thread-safe. */
public interface UserStore {
  /** Returns false, storing nothing, when the username is taken. */
  boolean insert(User user);

  Optional<User> find(UserId id);

  Optional<User> findByUsername(String username);

  boolean isEmpty();

  /**
   * Users by username.
   *
   * @param after only those behind this username
   */
  List<User> list(Optional<String> after, int limit);

  Change update(User user);

  /** Deletes the user with all logins and API keys. */
  Change delete(UserId id);

  /** What became of a change. */
  enum Change {
    DONE,
    /** There is no such user. */
    MISSING,
    /** Nothing was changed, because no active admin would have been left. */
    LAST_ADMIN
  }
}
