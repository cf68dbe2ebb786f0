package com.imageflowcanvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginTest {
  private FakeServer server;
  private CliRun cli;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    server = new FakeServer();
    cli = new CliRun(folder, server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theLoginIsKeptForTheNextCommandAndReadableByNobodyElse() throws IOException {
    assertThat(cli.execute("models", "list")).isZero();
    assertThat(cli.without("IMAGEFLOW_PASSWORD").execute("models", "list")).isZero();

    assertThat(server.accounts.logins).hasValue(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.credentials())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(cli.credentials())).doesNotContain("secret");
  }

  @Test
  void aLoginThatRanOutIsRefreshedBeforeItIsUsed() {
    assertThat(cli.execute("login")).isZero();
    cli.now = cli.now.plus(Duration.ofHours(1));

    assertThat(cli.without("IMAGEFLOW_PASSWORD").execute("models", "list")).isZero();
    cli.now = cli.now.plus(Duration.ofHours(1));
    assertThat(cli.execute("models", "list")).isZero();

    assertThat(server.accounts.refreshes).hasValue(2);
    assertThat(server.accounts.logins).hasValue(1);
  }

  @Test
  void aTokenThatTheServerRefusesIsRefreshedOnce() {
    assertThat(cli.execute("login")).isZero();
    server.accounts.forgetAccessTokens();

    assertThat(cli.execute("models", "list")).isZero();

    assertThat(server.accounts.refreshes).hasValue(1);
    assertThat(server.accounts.logins).hasValue(1);
  }

  @Test
  void afterARefusedRefreshThePasswordIsUsedAgain() {
    assertThat(cli.execute("login")).isZero();
    server.accounts.forgetEverybody();

    assertThat(cli.execute("models", "list")).isZero();

    assertThat(server.accounts.logins).hasValue(2);
  }

  @Test
  void withoutAnybodyToAskTheWayInIsExplained() {
    assertThat(cli.without("IMAGEFLOW_PASSWORD").execute("models", "list")).isEqualTo(3);

    assertThat(cli.err()).contains("not logged in").contains("./imageflow login");
  }

  @Test
  void aWrongPasswordExitsWithThreeAndKeepsNothing() {
    assertThat(cli.with("IMAGEFLOW_PASSWORD", "wrong").execute("login")).isEqualTo(3);

    assertThat(cli.err()).contains("wrong name or password");
    assertThat(cli.credentials()).doesNotExist();
  }

  @Test
  void aPersonIsAskedForNameAndPassword() {
    cli.without("IMAGEFLOW_USER").without("IMAGEFLOW_PASSWORD").typing("", "secret");

    assertThat(cli.execute("login")).isZero();

    assertThat(cli.err()).contains("logged in as admin");
  }

  @Test
  void anotherUserDoesNotUseTheKeptLogin() {
    assertThat(cli.execute("login")).isZero();

    assertThat(cli.execute("models", "list", "--user", "maria")).isEqualTo(3);

    assertThat(cli.err()).contains("login of maria");
  }

  @Test
  void anApiKeyNeedsNoLogin() {
    assertThat(cli.with("IMAGEFLOW_API_KEY", "key-1").execute("models", "list")).isZero();
    assertThat(server.accounts.logins).hasValue(0);

    assertThat(cli.with("IMAGEFLOW_API_KEY", "key-2").execute("models", "list")).isEqualTo(3);
  }

  @Test
  void logoutRevokesAndForgets() {
    assertThat(cli.execute("login")).isZero();

    assertThat(cli.execute("logout")).isZero();

    assertThat(server.count("POST /v1/auth/logout")).isEqualTo(1);
    assertThat(cli.without("IMAGEFLOW_PASSWORD").execute("models", "list")).isEqualTo(3);
    assertThat(cli.execute("logout")).isZero();
    assertThat(cli.err()).contains("no login was kept");
  }

  @Test
  void aDamagedFileOfLoginsCountsAsNone() throws IOException {
    Files.createDirectories(cli.folder.resolve("home/.config/imageflow"));
    Files.writeString(cli.credentials(), "{broken");

    assertThat(cli.execute("models", "list")).isZero();
  }

  @Test
  void aLoginThatCannotBeKeptStillWorks() throws IOException {
    Files.writeString(cli.folder.resolve("home"), "a file where the home should be");

    assertThat(cli.execute("models", "list")).isZero();

    assertThat(cli.err()).contains("the login is not kept");
  }
}
