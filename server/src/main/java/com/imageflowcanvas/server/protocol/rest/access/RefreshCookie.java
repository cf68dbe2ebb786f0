package com.imageflowcanvas.server.protocol.rest.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The refresh token as browsers keep it: out of reach of scripts, sent by our own pages only and to
 * the paths of logging in only, of which there is one under each alias.
 */
final class RefreshCookie {
  private static final String NAME = "imageflow_refresh";
  private static final List<String> PATHS = List.of("/v1/auth", "/api/v1/auth", "/api/auth");

  private RefreshCookie() {}

  static void set(HttpHeaders headers, HttpServletRequest request, String token, Duration age) {
    for (String path : PATHS) {
      headers.add(
          HttpHeaders.SET_COOKIE,
          ResponseCookie.from(NAME, token)
              .path(path)
              .maxAge(age)
              .httpOnly(true)
              .secure(request.isSecure())
              .sameSite("Strict")
              .build()
              .toString());
    }
  }

  static void clear(HttpHeaders headers, HttpServletRequest request) {
    set(headers, request, "", Duration.ZERO);
  }

  static Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(NAME) && !cookie.getValue().isEmpty())
            .map(Cookie::getValue)
            .findFirst();
  }
}
