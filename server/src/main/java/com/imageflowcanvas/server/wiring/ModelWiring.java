package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.adapters.filesystem.FolderModelFiles;
import com.imageflowcanvas.adapters.http.HttpModelDownload;
import com.imageflowcanvas.adapters.jdbc.Database;
import com.imageflowcanvas.adapters.jdbc.JdbcModelAliases;
import com.imageflowcanvas.adapters.onnx.OnnxModelFolder;
import com.imageflowcanvas.adapters.onnx.OnnxRuntime;
import com.imageflowcanvas.adapters.onnx.Provider;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.engine.CpuGate;
import com.imageflowcanvas.execution.ExecutionStore;
import com.imageflowcanvas.execution.ExecutionsByModel;
import com.imageflowcanvas.model.ModelAliases;
import com.imageflowcanvas.model.ModelDownload;
import com.imageflowcanvas.model.ModelRegistry;
import com.imageflowcanvas.model.ModelService;
import com.imageflowcanvas.opencv.BuiltInModels;
import com.imageflowcanvas.pipeline.PipelineStore;
import com.imageflowcanvas.pipeline.PipelinesByModel;
import com.imageflowcanvas.server.config.ServerSettings;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be asked to detect, and who may change that. */
@Configuration(proxyBeanMethods = false)
public class ModelWiring {
  @Bean
  OnnxRuntime onnxRuntime(ServerSettings settings, CpuGate gate) {
    return new OnnxRuntime(Provider.CPU, settings.executions().workers(), gate::isShared);
  }

  @Bean
  OnnxModelFolder onnxModelFolder(ServerSettings settings, OnnxRuntime onnx) {
    return new OnnxModelFolder(settings.modelsDir(), onnx);
  }

  @Bean
  ModelAliases modelAliases(Database database) {
    return new JdbcModelAliases(database);
  }

  @Bean(destroyMethod = "close")
  ModelRegistry modelRegistry(OnnxModelFolder folder, ModelAliases aliases) {
    return new ModelRegistry(List.of(new BuiltInModels(), folder), aliases);
  }

  @Bean(destroyMethod = "close")
  HttpModelDownload modelDownload() {
    return new HttpModelDownload();
  }

  @Bean
  ModelService modelService(
      ModelRegistry registry,
      ModelAliases aliases,
      OnnxModelFolder folder,
      ModelDownload downloads,
      PipelineStore pipelines,
      ExecutionStore executions,
      ComponentCatalog catalog,
      ServerSettings settings) {
    return new ModelService(
        registry,
        aliases,
        FolderModelFiles.open(settings.modelsDir(), settings.limits().modelBytes(), folder::check),
        downloads,
        List.of(
            new PipelinesByModel(pipelines, catalog),
            new ExecutionsByModel(executions, pipelines, catalog)));
  }
}
