package com.imageflowcanvas.server.protocol.rest.access;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.util.WebUtils;

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

  /**
   * Refuses what a page of another site sends, in case a browser should send the cookie with it.
   *
   * @throws ProblemException FORBIDDEN
   */
  static void requireOwnPage(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean own =
        site == null
            ? WebUtils.isSameOrigin(new ServletServerHttpRequest(request))
            : site.equals("same-origin") || site.equals("none");
    if (!own) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "the cookie is for this server's own pages (expected: refresh_token in the body)");
    }
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
