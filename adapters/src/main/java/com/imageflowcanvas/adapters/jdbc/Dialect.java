package com.imageflowcanvas.adapters.jdbc;

import java.sql.SQLException;

/** The few places where databases differ. */
interface Dialect {
  /** Ends a SELECT whose rows this transaction will change; waits for other transactions. */
  String lockRow();

  /** Ends a SELECT of rows to take; passes over those that another transaction takes. */
  String lockFreeRows();

  /** A condition: the text contains the part. */
  String contains(String text, String part);

  /** Whether the database cannot work now: no room, no access, busy, gone. */
  boolean isUnavailable(SQLException e);
}
