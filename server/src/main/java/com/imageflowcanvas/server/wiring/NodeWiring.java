package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.execution.NodeId;
import com.imageflowcanvas.id.TimeOrderedUuid;
import com.imageflowcanvas.server.config.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Who this process is. The id lies in the data folder, whose lock shows that no former life of it
 * can still be at work.
 */
@Configuration(proxyBeanMethods = false)
public class NodeWiring {
  @Bean
  NodeId nodeId(DataFolder data) throws IOException {
    Path file = data.root().resolve("node-id");
    if (!Files.exists(file)) {
      Path temporary = data.temporary().resolve("node-id");
      Files.writeString(temporary, TimeOrderedUuid.next());
      Files.move(temporary, file);
    }
    return new NodeId(Files.readString(file).strip());
  }
}
