package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.server.config.DataFolder;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.protocol.rest.MultipartForm;
import com.imageflowcanvas.server.web.JettyServer;
import com.imageflowcanvas.server.web.MvcSettings;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * The web server and Spring MVC, bean by bean: what Boot would configure by itself takes a second
 * of start-up to find out.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
public class WebWiring {
  @Bean
  JettyServletWebServerFactory webServer(ServerSettings settings) {
    return JettyServer.factory(settings);
  }

  @Bean
  DispatcherServlet dispatcherServlet() {
    DispatcherServlet servlet = new DispatcherServlet();
    servlet.setEnableLoggingRequestDetails(false);
    servlet.setDispatchTraceRequest(true); // else a TRACE is answered with the request's headers
    return servlet;
  }

  @Bean
  MultipartConfigElement forms(DataFolder data, ServerSettings settings) {
    long largest =
        Math.max(settings.limits().executionBytes(), settings.limits().modelBytes()) + (1 << 20);
    // what is longer passes through the disk
    return new MultipartConfigElement(
        data.temporary().toString(), largest, largest, MultipartForm.MAX_TEXT_BYTES);
  }

  @Bean
  DispatcherServletRegistrationBean dispatcherServletRegistration(
      DispatcherServlet servlet, MultipartConfigElement forms) {
    DispatcherServletRegistrationBean registration =
        new DispatcherServletRegistrationBean(servlet, "/");
    registration.setName("dispatcherServlet");
    registration.setLoadOnStartup(1);
    registration.setMultipartConfig(forms);
    return registration;
  }

  @Bean
  MultipartResolver multipartResolver() {
    StandardServletMultipartResolver resolver = new StandardServletMultipartResolver();
    resolver.setStrictServletCompliance(true);
    // a controller asks first who sends, then receives
    resolver.setResolveLazily(true);
    return resolver;
  }

  @Bean
  MvcSettings mvcSettings(ServerSettings settings, MultipartConfigElement forms) {
    return new MvcSettings(settings.limits().jsonBytes(), forms);
  }
}
