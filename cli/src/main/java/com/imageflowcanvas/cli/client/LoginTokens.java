package com.imageflowcanvas.cli.client;

import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import com.imageflowcanvas.cli.process.Terminal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tokens of a login that is kept between commands, refreshed when it runs out, made when needed.
 */
final class LoginTokens implements Tokens {
  private final ServerAddress server;
  private final Login login;
  private final CredentialStore store;
  private final Transport transport;
  private final InstantSource clock;
  private final Terminal terminal;
  private @Nullable Credentials current;

  LoginTokens(ServerAddress server, Login login, CredentialStore store, Transport transport) {
    this.server = server;
    this.login = login;
    this.store = store;
    this.transport = transport;
    this.clock = login.surroundings().clock();
    this.terminal = login.surroundings().terminal();
  }

  @Override
  public synchronized String token() {
    Credentials known = current;
    if (known != null && known.usable(clock.instant())) return known.accessToken();
    return use(store.alone(this::obtain)).accessToken();
  }

  @Override
  public synchronized String renew(String refused) {
    return use(store.alone(() -> obtainInsteadOf(refused))).accessToken();
  }

  /** Logs in even where a login is kept, and returns the user's name. */
  synchronized String logIn() {
    return use(store.alone(this::logInNow)).username();
  }

  /** Ends the kept login here and on the server; false when there was none. */
  synchronized boolean logOut() {
    return store.alone(
        () -> {
          Optional<Credentials> kept = store.find(server);
          kept.ifPresent(this::revoke);
          return kept.isPresent();
        });
  }

  private Credentials use(Credentials credentials) {
    current = credentials;
    return credentials;
  }

  private Credentials obtain() {
    Optional<Credentials> kept = kept();
    if (kept.isPresent() && kept.get().usable(clock.instant())) return kept.get();
    return kept.flatMap(this::refresh).orElseGet(this::logInNow);
  }

  private Credentials obtainInsteadOf(String refused) {
    Optional<Credentials> kept = kept();
    // another process may have refreshed it in the meantime
    if (kept.isPresent() && !kept.get().accessToken().equals(refused)) return kept.get();
    return kept.flatMap(this::refresh).orElseGet(this::logInNow);
  }

  private Optional<Credentials> kept() {
    Optional<String> wanted = login.wanted();
    return store
        .find(server)
        .or(() -> Optional.ofNullable(current))
        .filter(kept -> wanted.isEmpty() || wanted.get().equals(kept.username()));
  }

  private Optional<Credentials> refresh(Credentials old) {
    if (old.refreshToken().isEmpty()) return Optional.empty();
    ObjectNode body = Json.object().put("refresh_token", old.refreshToken());
    try {
      return Optional.of(
          keep(
              Credentials.ofAnswer(
                  old.username(), transport.post("/v1/auth/refresh", body), clock.instant())));
    } catch (ApiError e) {
      if (e.status() >= 500 || e.status() == 429) throw e;
      return Optional.empty();
    }
  }

  private Credentials logInNow() {
    String username = login.username();
    String password = login.password(username, server);
    ObjectNode body = Json.object().put("username", username).put("password", password);
    try {
      return keep(
          Credentials.ofAnswer(username, transport.post("/v1/auth/login", body), clock.instant()));
    } catch (ApiError e) {
      throw new CommandFailure(
          ExitCode.NO_SERVER, "login of " + username + " at " + server + ": " + e.text());
    }
  }

  private Credentials keep(Credentials credentials) {
    try {
      store.keep(server, credentials);
    } catch (IOException e) {
      terminal.err().println("imageflow: the login is not kept: cannot write " + store.file());
    }
    return credentials;
  }

  private void revoke(Credentials kept) {
    try {
      transport.revoke(kept.accessToken(), kept.refreshToken());
    } catch (ApiError e) {
      // an expired login needs no revoking
      if (e.status() != 401) throw e;
    } finally {
      forget();
    }
  }

  private void forget() {
    current = null;
    try {
      store.forget(server);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "cannot write " + store.file() + "; delete it to forget the login");
    }
  }
}
