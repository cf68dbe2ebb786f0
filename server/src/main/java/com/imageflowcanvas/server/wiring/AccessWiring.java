package com.imageflowcanvas.server.wiring;

import com.imageflowcanvas.access.AccessTokens;
import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.ApiKeyService;
import com.imageflowcanvas.access.PasswordHasher;
import com.imageflowcanvas.access.SecretStore;
import com.imageflowcanvas.access.SecurityService;
import com.imageflowcanvas.access.TokenAuthenticator;
import com.imageflowcanvas.access.UserService;
import com.imageflowcanvas.adapters.jdbc.Database;
import com.imageflowcanvas.adapters.jdbc.JdbcApiKeyStore;
import com.imageflowcanvas.adapters.jdbc.JdbcAuditLog;
import com.imageflowcanvas.adapters.jdbc.JdbcLoginFailureStore;
import com.imageflowcanvas.adapters.jdbc.JdbcSecretStore;
import com.imageflowcanvas.adapters.jdbc.JdbcSessionStore;
import com.imageflowcanvas.adapters.jdbc.JdbcUserStore;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.security.AccessTidying;
import com.imageflowcanvas.server.security.Argon2PasswordHasher;
import com.imageflowcanvas.server.security.FirstAdmin;
import com.imageflowcanvas.server.security.JwtAccessTokens;
import com.imageflowcanvas.server.security.RateLimits;
import com.imageflowcanvas.server.security.RememberedTokens;
import com.imageflowcanvas.server.security.SecurityFilters;
import com.imageflowcanvas.server.security.SignedLinks;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.FilterChainProxy;

/** Users, logins, keys, and the filters that ask for them. */
@Configuration(proxyBeanMethods = false)
public class AccessWiring {
  /** Before every other filter that somebody may add. */
  private static final int SECURITY_ORDER = -100;

  @Bean
  AccountService.Stores accessStores(Database database) {
    return new AccountService.Stores(
        new JdbcUserStore(database),
        new JdbcSessionStore(database),
        new JdbcApiKeyStore(database),
        new JdbcLoginFailureStore(database),
        new JdbcAuditLog(database));
  }

  @Bean
  SecretStore secretStore(Database database) {
    return new JdbcSecretStore(database);
  }

  @Bean
  PasswordHasher passwordHasher() {
    return new Argon2PasswordHasher();
  }

  @Bean
  AccessTokens accessTokens(SecretStore secrets, ServerSettings settings, Clock clock) {
    return new RememberedTokens(
        new JwtAccessTokens(secrets, settings.access().tokenLifetime(), clock), clock);
  }

  @Bean
  SignedLinks signedLinks(SecretStore secrets, Clock clock) {
    return new SignedLinks(secrets, clock);
  }

  @Bean
  TokenAuthenticator tokenAuthenticator(
      AccessTokens tokens, AccountService.Stores stores, Clock clock) {
    return new TokenAuthenticator(tokens, stores.sessions(), stores.apiKeys(), clock);
  }

  @Bean
  RateLimits rateLimits(ServerSettings settings) {
    return new RateLimits(settings.rateLimits());
  }

  @Bean
  AccountService accountService(
      AccountService.Stores stores,
      AccessTokens tokens,
      PasswordHasher hasher,
      EventBus events,
      Clock clock,
      ServerSettings settings) {
    return new AccountService(
        stores,
        tokens,
        hasher,
        events,
        clock,
        new AccountService.Lifetimes(
            settings.access().tokenLifetime(), settings.access().refreshLifetime()));
  }

  @Bean
  UserService userService(
      AccountService.Stores stores, PasswordHasher hasher, EventBus events, Clock clock) {
    return new UserService(stores, hasher, events, clock);
  }

  @Bean
  ApiKeyService apiKeyService(AccountService.Stores stores, EventBus events, Clock clock) {
    return new ApiKeyService(stores, events, clock);
  }

  @Bean
  SecurityService securityService(AccountService.Stores stores, AccessTokens tokens, Clock clock) {
    return new SecurityService(stores, tokens, clock);
  }

  @Bean(destroyMethod = "close")
  AccessTidying accessTidying(SecurityService security) {
    return new AccessTidying(security);
  }

  @Bean
  FirstAdmin firstAdmin(UserService users, ServerSettings settings) {
    return new FirstAdmin(users, settings.adminPassword());
  }

  @Bean
  FilterRegistrationBean<FilterChainProxy> securityFilter(
      TokenAuthenticator authenticator,
      SignedLinks links,
      SecurityService security,
      RateLimits limits,
      Clock clock,
      ServerSettings settings) {
    FilterRegistrationBean<FilterChainProxy> registration =
        new FilterRegistrationBean<>(
            SecurityFilters.chain(
                authenticator, links, security, limits, clock, settings.metricsPublic()));
    registration.setOrder(SECURITY_ORDER);
    registration.setAsyncSupported(true);
    registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    return registration;
  }
}
