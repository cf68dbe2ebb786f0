package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.testkit.store.ExecutionListContract;
import com.imageflowcanvas.testkit.store.ExecutionQueueContract;
import com.imageflowcanvas.testkit.store.ExecutionStoreContract;
import com.imageflowcanvas.testkit.store.FileStoreContract;
import com.imageflowcanvas.testkit.store.IdempotencyContract;
import com.imageflowcanvas.testkit.store.PipelineStoreContract;
import com.imageflowcanvas.testkit.store.Stores;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The stores' contracts on SQLite, each test on a database of its own. */
final class SqliteStoresTest {
  @TempDir private Path folder;
  private @Nullable Database database;

  private Stores stores() {
    database = Database.sqlite(folder.resolve("data/imageflow.db"));
    return new Stores(
        new JdbcExecutionStore(database),
        new JdbcFileStore(database),
        new JdbcPipelineStore(database));
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  @Nested
  final class Executions extends ExecutionStoreContract {
    @Override
    protected Stores stores() {
      return SqliteStoresTest.this.stores();
    }
  }

  @Nested
  final class Queue extends ExecutionQueueContract {
    @Override
    protected Stores stores() {
      return SqliteStoresTest.this.stores();
    }
  }

  @Nested
  final class Lists extends ExecutionListContract {
    @Override
    protected Stores stores() {
      return SqliteStoresTest.this.stores();
    }
  }

  @Nested
  final class Idempotency extends IdempotencyContract {
    @Override
    protected Stores stores() {
      return SqliteStoresTest.this.stores();
    }
  }

  @Nested
  final class Files extends FileStoreContract {
    @Override
    protected Stores stores() {
      return SqliteStoresTest.this.stores();
    }
  }

  @Nested
  final class Pipelines extends PipelineStoreContract {
    @Override
    protected Stores stores() {
      return SqliteStoresTest.this.stores();
    }
  }
}
