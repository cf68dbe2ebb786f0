package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Actor;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.SecurityService;
import com.imageflowcanvas.access.UserId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has it written down when a caller is refused what they have asked for. Not more than one a second
 * of each user, after the first twenty: the log is for people.
 */
final class DenialFilter extends OncePerRequestFilter {
  private final SecurityService security;
  private final RateLimit<UserId> entries = new RateLimit<>(1, 20);

  DenialFilter(SecurityService security) {
    this.security = security;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN
        && SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication known) {
      note(known.who().caller(), request);
    }
  }

  private void note(Caller caller, HttpServletRequest request) {
    if (entries.take(caller.id(), System.nanoTime()).allowed()) {
      security.denied(
          new Actor(caller, ClientAddress.of(request)),
          request.getMethod() + " " + request.getRequestURI());
    }
  }
}
