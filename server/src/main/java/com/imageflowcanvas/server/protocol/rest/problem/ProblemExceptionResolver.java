package com.imageflowcanvas.server.protocol.rest.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers everything that a controller throws, whatever the client accepts. */
public final class ProblemExceptionResolver implements HandlerExceptionResolver {
  private static final Logger log = LoggerFactory.getLogger(ProblemExceptionResolver.class);

  @Override
  public ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception thrown) {
    if (thrown instanceof EofException || thrown instanceof AsyncRequestNotUsableException) {
      log.debug("{} {}: the client has gone", request.getMethod(), request.getRequestURI());
      return new ModelAndView();
    }
    try {
      ProblemWriter.write(request, response, thrown);
    } catch (IOException e) {
      log.debug("{} {}: the client has gone", request.getMethod(), request.getRequestURI());
    }
    return new ModelAndView();
  }
}
