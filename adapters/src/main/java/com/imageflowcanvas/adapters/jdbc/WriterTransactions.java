package com.imageflowcanvas.adapters.jdbc;

import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Rolls back after a commit that failed, since giving the connection back would try a second one,
 * and tells why the commit failed even where that rollback fails too: SQLite ends the transaction
 * by itself when it finds the disk full.
 */
final class WriterTransactions extends JdbcTransactionManager {
  private static final long serialVersionUID = 1L;

  WriterTransactions(DataSource writer) {
    super(writer);
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    try {
      super.doCommit(status);
    } catch (RuntimeException e) {
      rollBack(status, e);
      throw e;
    }
  }

  private void rollBack(DefaultTransactionStatus status, RuntimeException why) {
    try {
      doRollback(status);
    } catch (TransactionException e) {
      why.addSuppressed(e);
    }
  }
}
