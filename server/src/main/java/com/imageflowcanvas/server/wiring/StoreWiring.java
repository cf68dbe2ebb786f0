package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.adapters.filesystem.FolderObjectStore;
import com.imageflowcanvas.adapters.jdbc.Database;
import com.imageflowcanvas.adapters.jdbc.JdbcExecutionStore;
import com.imageflowcanvas.adapters.jdbc.JdbcFileStore;
import com.imageflowcanvas.adapters.jdbc.JdbcPipelineStore;
import com.imageflowcanvas.adapters.memory.InProcessEventBus;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.pipeline.PipelineStore;
import com.imageflowcanvas.server.config.DataFolder;
import com.imageflowcanvas.server.health.ReadinessCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded stores of a server in one process: SQLite, a folder, news within the process. */
@Configuration(proxyBeanMethods = false)
public class StoreWiring {
  @Bean(destroyMethod = "close")
  Database database(DataFolder data) {
    return Database.sqlite(data.root().resolve("imageflow.db"));
  }

  @Bean
  ExecutionStore executionStore(Database database) {
    return new JdbcExecutionStore(database);
  }

  @Bean
  PipelineStore pipelineStore(Database database) {
    return new JdbcPipelineStore(database);
  }

  @Bean
  FileStore fileStore(Database database) {
    return new JdbcFileStore(database);
  }

  @Bean
  ObjectStore objectStore(DataFolder data) {
    return FolderObjectStore.open(data.root().resolve("objects"));
  }

  @Bean(destroyMethod = "close")
  EventBus eventBus() {
    return new InProcessEventBus();
  }

  @Bean
  ReadinessCheck databaseCheck(Database database) {
    return ReadinessCheck.of("database", database::check);
  }

  @Bean
  ReadinessCheck objectStoreCheck(ObjectStore objects) {
    return ReadinessCheck.of("object store", objects::check);
  }
}
