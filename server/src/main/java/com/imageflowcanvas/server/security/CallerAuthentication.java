package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.Authenticated;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller whose token has been checked, as Spring Security carries it through a request. */
final class CallerAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient Authenticated who;

  CallerAuthentication(Authenticated who) {
    super(AuthorityUtils.NO_AUTHORITIES);
    this.who = who;
    setAuthenticated(true);
  }

  Authenticated who() {
    return who;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return who.caller();
  }

  @Override
  public String getName() {
    return who.caller().username();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallerAuthentication that && who.equals(that.who);
  }

  @Override
  public int hashCode() {
    return who.hashCode();
  }
}
