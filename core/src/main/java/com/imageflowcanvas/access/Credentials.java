package com.imageflowcanvas.access;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What usernames, passwords and roles have to be. */
final class Credentials {
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final int MAX_SHOWN = 80;

  /** What the program and the holders of links are called where users are. */
  private static final Set<String> RESERVED = Set.of("system", "link");

  private static final int MIN_LENGTH = 8;

  /** Long enough for every phrase; a limit only so that hashing has one. */
  private static final int MAX_LENGTH = 200;

  /** The likeliest guesses among those that are long enough. */
  private static final Set<String> WELL_KNOWN =
      Set.of(
          "password",
          "password1",
          "12345678",
          "123456789",
          "1234567890",
          "qwertyui",
          "qwerty123",
          "iloveyou",
          "11111111",
          "00000000",
          "87654321",
          "abcd1234",
          "administrator",
          "letmein1");

  private Credentials() {}

  static boolean isUsername(String text) {
    return USERNAME.matcher(text).matches();
  }

  static void checkUsername(String username) {
    if (!isUsername(username)) {
      throw problem(
          "/username",
          "username: "
              + shown(username)
              + " (expected: 1 to 64 of a-z, 0-9, dot, dash and underscore, the first a letter or"
              + " digit)");
    }
    if (RESERVED.contains(username)) {
      throw problem(
          "/username", "username: " + username + " (expected: another one; this is reserved)");
    }
  }

  /** Throws VALIDATION_FAILED; the password itself is in no message. */
  static void checkPassword(String username, String password) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw problem(
          "/password",
          "password: " + length + " characters (expected: " + MIN_LENGTH + ".." + MAX_LENGTH + ")");
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (lower.equals(username) || lower.isBlank() || WELL_KNOWN.contains(lower)) {
      throw problem("/password", "password: too easy to guess (expected: another one)");
    }
  }

  static void checkRoles(Set<Role> roles) {
    if (roles.isEmpty()) {
      throw problem("/roles", "roles: none (expected: at least one)");
    }
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.length() + " characters";
  }

  static RuntimeException problem(String pointer, String detail) {
    return Problem.of(ErrorCode.VALIDATION_FAILED, List.of(new FieldError(pointer, detail)))
        .exception();
  }
}
