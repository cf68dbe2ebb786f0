package com.imageflowcanvas.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Finds the files of the web page. A path without an ending that names no file is one of the page's
 * own views and gets {@code index.html} where text/html is asked for, as browsers do, unless it
 * lies where the API is. Whoever asks for something else wants no page and is told of the mistake.
 */
final class WebPages extends PathResourceResolver {
  private static final Set<String> NOT_PAGES =
      Set.of("v1", "api", "ws", "health", "metrics", "docs", "openapi.json", "webjars");

  @Override
  protected @Nullable Resource resolveResourceInternal(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    Resource file = super.resolveResourceInternal(request, path, locations, chain);
    return file == null && request != null && isView(path) && wantsPage(request)
        ? super.resolveResourceInternal(request, "index.html", locations, chain)
        : file;
  }

  @Override
  protected @Nullable Resource getResource(String path, Resource location) throws IOException {
    return path.isEmpty() || NOT_PAGES.contains(firstSegment(path))
        ? null
        : super.getResource(path, location);
  }

  private static boolean isView(String path) {
    return !NOT_PAGES.contains(firstSegment(path))
        && !path.substring(path.lastIndexOf('/') + 1).contains(".");
  }

  private static boolean wantsPage(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
        .anyMatch(accepted -> accepted.toLowerCase(Locale.ROOT).contains("text/html"));
  }

  private static String firstSegment(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
