package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns what the database throws into problems; SQL stays in the cause, for the log. */
final class DatabaseErrors {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Dialect dialect;

  DatabaseErrors(Dialect dialect) {
    this.dialect = dialect;
  }

  RuntimeException translate(RuntimeException e) {
    SQLException cause = sqlCause(e);
    if (cause == null) {
      return e;
    }
    if (dialect.isUnavailable(cause)) {
      return new ProblemException(
          Problem.retryLater(
              ErrorCode.STORAGE_UNAVAILABLE,
              "the database cannot work now (check its disk and its log)",
              RETRY_AFTER),
          e);
    }
    return new ProblemException(ErrorCode.INTERNAL, "the database refused a statement", e);
  }

  private static @Nullable SQLException sqlCause(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
