package com.imageflowcanvas.server.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.imageflowcanvas.access.Actor;
import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.server.json.Json;
import com.imageflowcanvas.server.openapi.ApiOverview;
import com.imageflowcanvas.server.openapi.CompleteDescription;
import com.imageflowcanvas.server.openapi.RecordSchemas;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import java.net.InetAddress;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** {@code /openapi.json}, made from the controllers when it is first asked for. */
@Configuration(proxyBeanMethods = false)
@Import({SpringDocConfiguration.class, SpringDocWebMvcConfiguration.class})
@EnableConfigurationProperties(SpringDocConfigProperties.class)
public class OpenApiWiring {
  /** Names members as {@link Json} does; the last of all converters, hence registered first. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  ModelResolver schemaNames(SpringDocConfigProperties properties) {
    return new ModelResolver(namesOf(properties)).openapi31(true);
  }

  @Bean
  RecordSchemas recordSchemas(SpringDocConfigProperties properties) {
    return new RecordSchemas(namesOf(properties));
  }

  @Bean
  CompleteDescription completeDescription() {
    return new CompleteDescription();
  }

  private static ObjectMapper namesOf(SpringDocConfigProperties properties) {
    return ObjectMapperProvider.createJson(properties)
        .copy()
        .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  }

  @Bean
  OpenAPI openApi() {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(
            Caller.class, Actor.class, Authenticated.class, InetAddress.class);
    return ApiOverview.create();
  }
}
