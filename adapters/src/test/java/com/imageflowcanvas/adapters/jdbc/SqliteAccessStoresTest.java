package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.SecretStore;
import com.imageflowcanvas.testkit.access.ApiKeyStoreContract;
import com.imageflowcanvas.testkit.access.SecurityRecordsContract;
import com.imageflowcanvas.testkit.access.SessionStoreContract;
import com.imageflowcanvas.testkit.access.UserStoreContract;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of users, logins and keys on SQLite, each test on a database of its own. */
final class SqliteAccessStoresTest {
  @TempDir private Path folder;
  private @Nullable Database database;

  private AccountService.Stores stores() {
    Database opened = Database.sqlite(folder.resolve("imageflow.db"));
    database = opened;
    return new AccountService.Stores(
        new JdbcUserStore(opened),
        new JdbcSessionStore(opened),
        new JdbcApiKeyStore(opened),
        new JdbcLoginFailureStore(opened),
        new JdbcAuditLog(opened));
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  @Nested
  final class Users extends UserStoreContract {
    @Override
    protected AccountService.Stores stores() {
      return SqliteAccessStoresTest.this.stores();
    }
  }

  @Nested
  final class Sessions extends SessionStoreContract {
    @Override
    protected AccountService.Stores stores() {
      return SqliteAccessStoresTest.this.stores();
    }
  }

  @Nested
  final class ApiKeys extends ApiKeyStoreContract {
    @Override
    protected AccountService.Stores stores() {
      return SqliteAccessStoresTest.this.stores();
    }
  }

  @Nested
  final class SecurityRecords extends SecurityRecordsContract {
    @Override
    protected AccountService.Stores stores() {
      return SqliteAccessStoresTest.this.stores();
    }

    @Override
    protected SecretStore secrets() {
      return new JdbcSecretStore(Objects.requireNonNull(database));
    }
  }
}
