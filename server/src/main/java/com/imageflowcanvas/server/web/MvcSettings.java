package com.imageflowcanvas.server.web;

import com.imageflowcanvas.server.protocol.rest.problem.ProblemExceptionResolver;
import com.imageflowcanvas.server.security.CallerArgument;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How Spring MVC reads, writes, serves the web page and answers errors. */
public final class MvcSettings implements WebMvcConfigurer {
  private static final String FILES = "classpath:/META-INF/resources/";

  private final long jsonLimit;
  private final SmallForms smallForms;

  /**
   * @param jsonLimit bytes of a JSON body
   * @param forms how multipart forms are received
   */
  public MvcSettings(long jsonLimit, MultipartConfigElement forms) {
    this.jsonLimit = jsonLimit;
    this.smallForms = new SmallForms(forms, Runtime.getRuntime().maxMemory() / 16);
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(smallForms);
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters
        .disableDefaults()
        .withJsonConverter(new LimitedJsonConverter(jsonLimit))
        .addCustomConverter(new BytesConverter())
        .addCustomConverter(new ResourceHttpMessageConverter());
  }

  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
    // every answer has one form; Spring would look at Accept after the work is done, and refuse
    // then
    negotiation.strategies(List.of(request -> ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    CompressedFiles compressed = new CompressedFiles();
    registry
        .addResourceHandler("/docs/**")
        .addResourceLocations(swaggerFiles(), "classpath:/api-docs/")
        .setCacheControl(CacheControl.noCache())
        .resourceChain(false)
        .addResolver(compressed);
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(FILES + "assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .resourceChain(false)
        .addResolver(compressed);
    registry
        .addResourceHandler("/**")
        .addResourceLocations(FILES)
        .setCacheControl(CacheControl.noCache())
        // nothing is remembered by its path: what is found depends on Accept too
        .resourceChain(false)
        .addResolver(compressed)
        .addResolver(new WebPages());
  }

  @Override
  public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
    resolvers.add(new ProblemExceptionResolver());
  }

  /** The folder of the Swagger page's own files; its name holds their version. */
  private static String swaggerFiles() {
    Properties pom = new Properties();
    try (InputStream in =
        new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties")
            .getInputStream()) {
      pom.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return FILES + "webjars/swagger-ui/" + pom.getProperty("version") + "/";
  }
}
