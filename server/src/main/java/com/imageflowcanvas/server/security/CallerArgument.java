package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Actor;
import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives a controller method who calls, as {@link Caller}, {@link Actor} or {@link Authenticated},
 * and where from, as {@link InetAddress}. Without a caller the answer is 401.
 */
public final class CallerArgument implements HandlerMethodArgumentResolver {
  private static final Set<Class<?>> TYPES =
      Set.of(Caller.class, Actor.class, Authenticated.class, InetAddress.class);

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return TYPES.contains(parameter.getParameterType());
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    InetAddress from =
        ClientAddress.of(
            Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    Class<?> type = parameter.getParameterType();
    if (type == InetAddress.class) {
      return from;
    }
    Authenticated who = who();
    if (type == Caller.class) {
      return who.caller();
    }
    return type == Actor.class ? new Actor(who.caller(), from) : who;
  }

  private static Authenticated who() {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication a) {
      return a.who();
    }
    throw new ProblemException(ErrorCode.UNAUTHENTICATED, "no token (expected: Bearer)");
  }
}
