package com.imageflowcanvas.server.web;

import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets {@code /api/v1/…} and {@code /api/…} answer as {@code /v1/…}, and the root as the web page
 * (Spring looks for no file where the path is empty). Stands before everything else, so that
 * nothing behind it, the rules of access above all, ever sees another name of a path.
 */
final class PathAliases extends Handler.Wrapper {
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    String canonical = canonical(path);
    if (canonical.equals(path)) {
      return super.handle(request, response, callback);
    }
    Optional<HttpURI> uri = at(canonical, request.getHttpURI());
    if (uri.isEmpty()) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    return super.handle(Request.serveAs(request, uri.get()), response, callback);
  }

  /** Empty when the shorter path leads out of its root. */
  private static Optional<HttpURI> at(String path, HttpURI uri) {
    try {
      return Optional.of(HttpURI.build(uri).path(path).asImmutable());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String canonical(String path) {
    if (path.equals("/")) {
      return "/index.html";
    }
    if (path.equals("/api/v1") || path.startsWith("/api/v1/")) {
      return path.substring("/api".length());
    }
    if (path.equals("/api") || path.startsWith("/api/")) {
      return "/v1" + path.substring("/api".length());
    }
    return path;
  }
}
