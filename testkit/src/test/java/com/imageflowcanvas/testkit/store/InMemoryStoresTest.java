package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.file.ObjectStore;
import org.junit.jupiter.api.Nested;

final class InMemoryStoresTest {
  @Nested
  final class Executions extends ExecutionStoreContract {
    @Override
    protected Stores stores() {
      return Stores.inMemory();
    }
  }

  @Nested
  final class Queue extends ExecutionQueueContract {
    @Override
    protected Stores stores() {
      return Stores.inMemory();
    }
  }

  @Nested
  final class Lists extends ExecutionListContract {
    @Override
    protected Stores stores() {
      return Stores.inMemory();
    }
  }

  @Nested
  final class Idempotency extends IdempotencyContract {
    @Override
    protected Stores stores() {
      return Stores.inMemory();
    }
  }

  @Nested
  final class Files extends FileStoreContract {
    @Override
    protected Stores stores() {
      return Stores.inMemory();
    }
  }

  @Nested
  final class Pipelines extends PipelineStoreContract {
    @Override
    protected Stores stores() {
      return Stores.inMemory();
    }
  }

  @Nested
  final class Objects extends ObjectStoreContract {
    @Override
    protected ObjectStore store() {
      return new InMemoryObjectStore();
    }
  }
}
