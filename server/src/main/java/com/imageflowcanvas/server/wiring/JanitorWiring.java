package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.Janitor;
import com.imageflowcanvas.execution.Retention;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.server.config.ServerSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What removes things that have outlived their time. */
@Configuration(proxyBeanMethods = false)
public class JanitorWiring {
  @Bean(initMethod = "start", destroyMethod = "close")
  Janitor janitor(
      ExecutionStore executions,
      FileStore files,
      ObjectStore objects,
      ServerSettings settings,
      Clock clock) {
    ServerSettings.Retention retention = settings.retention();
    return new Janitor(
        executions,
        files,
        objects,
        new Retention(retention.executions(), retention.unusedUploads(), retention.totalBytes()),
        clock);
  }
}
