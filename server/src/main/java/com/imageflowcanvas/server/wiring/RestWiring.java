package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.server.protocol.rest.RestControllers;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST controllers. */
@Configuration(proxyBeanMethods = false)
@Import(RestControllers.class)
public class RestWiring {}
