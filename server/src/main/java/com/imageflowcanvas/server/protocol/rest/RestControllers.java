package com.imageflowcanvas.server.protocol.rest;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The list of all controllers: a new one is added here, so that nothing has to be searched for. */
@Configuration(proxyBeanMethods = false)
@Import({DocsController.class, HealthController.class})
public class RestControllers {}
