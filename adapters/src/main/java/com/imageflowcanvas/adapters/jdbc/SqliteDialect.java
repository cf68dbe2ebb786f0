package com.imageflowcanvas.adapters.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite: the one writer of a file holds the whole of it, so rows need no locks. */
final class SqliteDialect implements Dialect {
  private static final Set<Integer> UNAVAILABLE =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY.code,
          SQLiteErrorCode.SQLITE_LOCKED.code,
          SQLiteErrorCode.SQLITE_NOMEM.code,
          SQLiteErrorCode.SQLITE_READONLY.code,
          SQLiteErrorCode.SQLITE_IOERR.code,
          SQLiteErrorCode.SQLITE_CORRUPT.code,
          SQLiteErrorCode.SQLITE_FULL.code,
          SQLiteErrorCode.SQLITE_CANTOPEN.code,
          SQLiteErrorCode.SQLITE_NOTADB.code);

  @Override
  public String lockRow() {
    return "";
  }

  @Override
  public String lockFreeRows() {
    return "";
  }

  @Override
  public String contains(String text, String part) {
    return "instr(" + text + ", " + part + ") > 0";
  }

  @Override
  public boolean isUnavailable(SQLException e) {
    // the low byte of an extended code is its primary one
    return e instanceof SQLTransientException
        || (e instanceof SQLiteException s && UNAVAILABLE.contains(s.getResultCode().code & 0xff));
  }
}
