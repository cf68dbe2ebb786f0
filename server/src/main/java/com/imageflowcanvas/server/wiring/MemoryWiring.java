package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.engine.RasterPool;
import com.imageflowcanvas.opencv.NativeMemory;
import com.imageflowcanvas.server.memory.IdleMemory;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What gives memory back after a burst of work. */
@Configuration(proxyBeanMethods = false)
public class MemoryWiring {
  /** Work that comes more often than this keeps its memory: fresh pages cost time. */
  private static final Duration REST = Duration.ofSeconds(10);

  @Bean(initMethod = "start", destroyMethod = "close")
  IdleMemory idleMemory(RasterPool rasters) {
    return new IdleMemory(NativeMemory::unusedFor, REST, () -> giveBack(rasters));
  }

  /** The collection shrinks the heap (see the launcher's flags); it stops all threads 50–150 ms. */
  private static void giveBack(RasterPool rasters) {
    rasters.trim();
    System.gc();
    NativeMemory.giveBack();
  }
}
