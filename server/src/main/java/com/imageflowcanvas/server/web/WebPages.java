package com.imageflowcanvas.server.web;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Finds the files of the web page. A path without an ending that names no file is one of the page's
 * own views and gets {@code index.html}, unless it lies where the API is.
 */
final class WebPages extends PathResourceResolver {
  private static final Set<String> NOT_PAGES =
      Set.of("v1", "api", "ws", "health", "metrics", "docs", "openapi.json", "webjars");

  @Override
  protected @Nullable Resource getResource(String path, Resource location) throws IOException {
    if (NOT_PAGES.contains(firstSegment(path))) {
      return null;
    }
    Resource file = path.isEmpty() ? null : super.getResource(path, location);
    if (file != null || path.substring(path.lastIndexOf('/') + 1).contains(".")) {
      return file;
    }
    return super.getResource("index.html", location);
  }

  private static String firstSegment(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
