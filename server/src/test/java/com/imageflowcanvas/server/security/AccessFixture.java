package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.Actor;
import com.imageflowcanvas.access.ApiKeyService;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.access.PasswordHasher;
import com.imageflowcanvas.access.SecretStore;
import com.imageflowcanvas.access.SecurityService;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.SessionRevoked;
import com.imageflowcanvas.access.TokenAuthenticator;
import com.imageflowcanvas.access.UserService;
import com.imageflowcanvas.adapters.jdbc.Database;
import com.imageflowcanvas.adapters.jdbc.JdbcApiKeyStore;
import com.imageflowcanvas.adapters.jdbc.JdbcAuditLog;
import com.imageflowcanvas.adapters.jdbc.JdbcLoginFailureStore;
import com.imageflowcanvas.adapters.jdbc.JdbcSecretStore;
import com.imageflowcanvas.adapters.jdbc.JdbcSessionStore;
import com.imageflowcanvas.adapters.jdbc.JdbcUserStore;
import com.imageflowcanvas.event.Event;
import com.imageflowcanvas.event.EventBus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The services of accounts over a database of their own, with a clock that the test moves. */
final class AccessFixture implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
  static final Duration LOGIN_LIFETIME = Duration.ofDays(14);

  final MovableClock clock = new MovableClock();
  final CountingHasher hasher = new CountingHasher();
  final List<SessionId> revoked = new CopyOnWriteArrayList<>();
  final AccountService.Stores stores;
  final SecretStore secrets;
  final JwtAccessTokens tokens;
  final TokenAuthenticator authenticator;
  final AccountService accounts;
  final UserService users;
  final ApiKeyService apiKeys;
  final SecurityService security;
  private final Database database;

  AccessFixture(Path folder) {
    database = Database.sqlite(folder.resolve("access.db"));
    stores =
        new AccountService.Stores(
            new JdbcUserStore(database),
            new JdbcSessionStore(database),
            new JdbcApiKeyStore(database),
            new JdbcLoginFailureStore(database),
            new JdbcAuditLog(database));
    secrets = new JdbcSecretStore(database);
    tokens = new JwtAccessTokens(secrets, TOKEN_LIFETIME, clock);
    authenticator = new TokenAuthenticator(tokens, stores.sessions(), stores.apiKeys(), clock);
    EventBus events = new RevocationsOnly();
    accounts =
        new AccountService(
            stores,
            tokens,
            hasher,
            events,
            clock,
            new AccountService.Lifetimes(TOKEN_LIFETIME, LOGIN_LIFETIME));
    users = new UserService(stores, hasher, events, clock);
    apiKeys = new ApiKeyService(stores, events, clock);
    security = new SecurityService(stores, tokens, clock);
  }

  static Actor actor(Caller caller) {
    return new Actor(caller, address("127.0.0.1"));
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }

  /** Stands still until it is moved. */
  static final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Hashes in no time, and counts how often it was asked. */
  static final class CountingHasher implements PasswordHasher {
    final AtomicInteger checks = new AtomicInteger();

    /** What happens while this is at work. */
    volatile Runnable meanwhile = () -> {};

    @Override
    public PasswordHash hash(String password) {
      meanwhile.run();
      return plain(password);
    }

    @Override
    public boolean matches(String password, PasswordHash hash) {
      checks.incrementAndGet();
      meanwhile.run();
      return hash.equals(plain(password));
    }

    private static PasswordHash plain(String password) {
      return new PasswordHash("plain " + password);
    }

    @Override
    public PasswordHash decoy() {
      return new PasswordHash("nobody's");
    }
  }

  private final class RevocationsOnly implements EventBus {
    @Override
    public void publish(Event event) {
      if (event instanceof SessionRevoked(SessionId session)) {
        revoked.add(session);
      }
    }

    @Override
    public <E extends Event> Subscription subscribe(Class<E> type, Consumer<? super E> listener) {
      throw new UnsupportedOperationException("nobody listens here");
    }
  }
}
