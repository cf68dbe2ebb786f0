package com.imageflowcanvas.access;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

  /**
   * Changes a user, all or nothing: no other change comes between reading and writing.
   *
   * @param change makes of the stored user what is to be stored; must not take long
   */
  Change change(UserId id, UnaryOperator<User> change);

  /** Deletes the user with all logins and API keys. */
  Change delete(UserId id);

  /** What became of a change. */
  sealed interface Change {
    /**
     * @param user as stored now, or as deleted
     */
    record Done(User user) implements Change {}

    /** There is no such user. */
    record Missing() implements Change {}

    /** Nothing was changed, because no active admin would have been left. */
    record LastAdmin() implements Change {}
  }
}
