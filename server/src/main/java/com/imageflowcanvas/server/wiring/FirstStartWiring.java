package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.model.ModelRegistry;
import com.imageflowcanvas.opencv.OpenCv;
import com.imageflowcanvas.opencv.sample.SampleImages;
import com.imageflowcanvas.pipeline.PipelineDraft;
import com.imageflowcanvas.pipeline.PipelineService;
import com.imageflowcanvas.pipeline.SamplePipelines;
import com.imageflowcanvas.server.config.DataFolder;
import com.imageflowcanvas.server.health.WarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * What is done before the server calls itself ready: native code, and the samples of the first
 * start.
 */
@Configuration(proxyBeanMethods = false)
public class FirstStartWiring {
  private static final Logger log = LoggerFactory.getLogger(FirstStartWiring.class);

  @Bean
  @Order(1)
  WarmUp imaging() {
    return WarmUp.of("imaging", OpenCv::load);
  }

  @Bean
  @Order(2)
  WarmUp samples(DataFolder data, PipelineService pipelines, ModelRegistry models) {
    return WarmUp.of("samples", () -> samples(data.root(), pipelines, models));
  }

  /** Made once: what a user has deleted stays deleted. The folder comes last, as the mark. */
  private static void samples(Path data, PipelineService pipelines, ModelRegistry models)
      throws IOException {
    Path folder = data.resolve("samples");
    if (Files.exists(folder)) {
      return;
    }
    List<ModelName> installed = models.installed().stream().map(ModelInfo::name).toList();
    // lists show the newest first
    for (PipelineDraft draft : SamplePipelines.drafts(installed).reversed()) {
      if (pipelines.findByReference(draft.slug().orElseThrow()).isEmpty()) {
        pipelines.create(Caller.SYSTEM, draft);
      }
    }
    // painting takes longer than the rest of the start, and nobody is that quick
    Thread.ofPlatform().name("sample-images").daemon().start(() -> paint(data, folder));
  }

  private static void paint(Path data, Path folder) {
    try {
      Path temporary = Files.createDirectories(data.resolve("samples.new"));
      for (SampleImages.SampleImage image : SampleImages.paint()) {
        Files.write(temporary.resolve(image.filename()), image.jpeg());
      }
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.warn("the sample images could not be written to {}: {}", folder, e.toString());
    }
  }
}
