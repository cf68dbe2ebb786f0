package com.imageflowcanvas.server.web;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets forms stay in memory instead of passing through the disk, as long as all of them together
 * take no more than their share. Thread-safe.
 */
final class SmallForms implements HandlerInterceptor {
  private static final String HELD = SmallForms.class.getName();

  /** One form takes no more than this part of what there is for all. */
  private static final int SHARE = 2;

  private final MultipartConfigElement onDisk;
  private final AtomicLong room;
  private final long largest;

  /**
   * @param onDisk for all others
   * @param memoryBytes what small forms may hold together
   */
  SmallForms(MultipartConfigElement onDisk, long memoryBytes) {
    this.onDisk = onDisk;
    this.room = new AtomicLong(memoryBytes);
    this.largest = Math.min(memoryBytes / SHARE, Integer.MAX_VALUE);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    long length = request.getContentLengthLong();
    if (length <= 0 || length > largest || !isForm(request)) {
      return true;
    }
    if (room.addAndGet(-length) < 0) {
      room.addAndGet(length);
      return true;
    }
    request.setAttribute(HELD, length);
    request.setAttribute(
        ServletContextRequest.MULTIPART_CONFIG_ELEMENT,
        new MultipartConfigElement(
            onDisk.getLocation(),
            onDisk.getMaxFileSize(),
            onDisk.getMaxRequestSize(),
            (int) length));
    return true;
  }

  private static boolean isForm(HttpServletRequest request) {
    @Nullable String type = request.getContentType();
    return type != null && type.regionMatches(true, 0, "multipart/form-data", 0, 19);
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(HELD) instanceof Long length) {
      request.removeAttribute(HELD);
      room.addAndGet(length);
    }
  }
}
