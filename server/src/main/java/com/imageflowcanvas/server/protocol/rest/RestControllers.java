package com.imageflowcanvas.server.protocol.rest;

import com.imageflowcanvas.server.protocol.rest.access.ApiKeysController;
import com.imageflowcanvas.server.protocol.rest.access.AuditController;
import com.imageflowcanvas.server.protocol.rest.access.AuthController;
import com.imageflowcanvas.server.protocol.rest.access.SigningKeysController;
import com.imageflowcanvas.server.protocol.rest.access.UsersController;
import com.imageflowcanvas.server.protocol.rest.components.ComponentsController;
import com.imageflowcanvas.server.protocol.rest.executions.ExecutionsController;
import com.imageflowcanvas.server.protocol.rest.executions.SubmissionController;
import com.imageflowcanvas.server.protocol.rest.files.FilesController;
import com.imageflowcanvas.server.protocol.rest.models.ModelsController;
import com.imageflowcanvas.server.protocol.rest.pipelines.PipelinesController;
import com.imageflowcanvas.server.protocol.rest.services.ServicesController;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The list of all controllers: a new one is added here, so that nothing has to be searched for. */
@Configuration(proxyBeanMethods = false)
@Import({
  ApiKeysController.class,
  AuditController.class,
  AuthController.class,
  ComponentsController.class,
  DocsController.class,
  ExecutionsController.class,
  FilesController.class,
  HealthController.class,
  MetricsController.class,
  ModelsController.class,
  PipelinesController.class,
  ServicesController.class,
  SigningKeysController.class,
  SubmissionController.class,
  UsersController.class
})
public class RestControllers {}
