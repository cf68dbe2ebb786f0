package com.imageflowcanvas.server.security;

import static com.imageflowcanvas.server.security.AccessFixture.PASSWORD;
import static com.imageflowcanvas.server.security.AccessFixture.actor;
import static com.imageflowcanvas.server.security.AccessFixture.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.AccountService.Tokens;
import com.imageflowcanvas.access.AuditAction;
import com.imageflowcanvas.access.AuditEntry;
import com.imageflowcanvas.access.AuditLog;
import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserService.Change;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserServiceTest {
  @TempDir private Path folder;
  private AccessFixture access;

  @BeforeEach
  void open() {
    access = new AccessFixture(folder);
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void firstAdminGetsTheConfiguredPasswordOnce() {
    assertThat(access.users.createFirstAdmin(Optional.of(PASSWORD))).isEmpty();
    assertThat(access.users.isAdminPassword(PASSWORD)).isTrue();
    assertThat(access.users.createFirstAdmin(Optional.of("another password"))).isEmpty();
    assertThat(access.users.isAdminPassword("another password")).isFalse();
    assertThat(logIn("admin", PASSWORD).user().roles()).containsExactly(Role.ADMIN);
  }

  @Test
  void firstAdminGetsARandomPasswordElse() {
    String password = access.users.createFirstAdmin(Optional.empty()).orElseThrow();
    assertThat(password).hasSizeGreaterThanOrEqualTo(20).matches("[A-Za-z0-9_-]+");
    assertThat(logIn("admin", password).user().username()).isEqualTo("admin");
    assertThat(access.users.createFirstAdmin(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Vera",
        "ve ra",
        "vera!",
        "véra",
        "ｖera",
        "a/b",
        "..",
        "-v",
        "ve\u0000ra",
        "system"
      })
  void otherNamesAreRefused(String name) {
    assertRefused(() -> create(name, PASSWORD, Role.VIEWER), "VALIDATION_FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1234567", "password", "PASSWORD", "12345678", "         "})
  void weakPasswordsAreRefusedAndNotShown(String password) {
    assertRefused(() -> create("vera", password, Role.VIEWER), "VALIDATION_FAILED");
  }

  @Test
  void passwordsMayNotBeTheNameNorEndless() {
    assertRefused(() -> create("verylongname", "VeryLongName", Role.VIEWER), "VALIDATION_FAILED");
    assertRefused(() -> create("vera", "x".repeat(201), Role.VIEWER), "VALIDATION_FAILED");
    create("vera", "長い".repeat(100), Role.VIEWER);
  }

  @Test
  void aUserHasARole() {
    assertRefused(() -> create("vera", PASSWORD), "VALIDATION_FAILED");
  }

  @Test
  void takenNamesAreRefused() {
    create("vera", PASSWORD, Role.VIEWER);
    assertRefused(() -> create("vera", PASSWORD, Role.VIEWER), "ALREADY_EXISTS");
  }

  @Test
  void onlyAdminsSeeToUsers() {
    User vera = create("vera", PASSWORD, Role.PIPELINE_CREATOR);
    User carl = create("carl", PASSWORD, Role.VIEWER);
    Caller caller = vera.asCaller();
    assertRefused(() -> access.users.get(caller, vera.id()), "FORBIDDEN");
    assertRefused(() -> access.users.get(caller, carl.id()), "FORBIDDEN");
    assertThat(access.users.get(Caller.SYSTEM, vera.id())).isEqualTo(vera);
    assertRefused(() -> access.users.list(caller, Optional.empty(), 9), "FORBIDDEN");
    assertRefused(
        () -> access.users.create(actor(caller), "eve", PASSWORD, Set.of(Role.ADMIN)), "FORBIDDEN");
    assertRefused(() -> access.users.change(actor(caller), vera.id(), roles()), "FORBIDDEN");
    assertRefused(() -> access.users.delete(actor(caller), carl.id()), "FORBIDDEN");
  }

  @Test
  void newPasswordEndsAllLogins() {
    User vera = create("vera", PASSWORD, Role.VIEWER);
    Tokens tokens = logIn("vera", PASSWORD);
    access.users.change(
        actor(Caller.SYSTEM),
        vera.id(),
        new Change(Optional.of("a new password"), Optional.empty(), Optional.empty()));
    assertRefused(() -> access.authenticator.authenticate(tokens.accessToken()), "UNAUTHENTICATED");
    assertRefused(() -> logIn("vera", PASSWORD), "UNAUTHENTICATED");
    assertThat(logIn("vera", "a new password").user().id()).isEqualTo(vera.id());
    assertThat(access.revoked).hasSize(1);
  }

  @Test
  void disabledUserIsOutAtOnceWithLoginsAndKeys() {
    User vera = create("vera", PASSWORD, Role.VIEWER);
    Tokens tokens = logIn("vera", PASSWORD);
    Authenticated login = access.authenticator.authenticate(tokens.accessToken());
    String key =
        access
            .apiKeys
            .create(login, here(), "batch", Set.of(Role.VIEWER), Optional.empty())
            .secret();
    access.users.change(
        actor(Caller.SYSTEM),
        vera.id(),
        new Change(Optional.empty(), Optional.empty(), Optional.of(true)));
    assertRefused(() -> access.authenticator.authenticate(tokens.accessToken()), "UNAUTHENTICATED");
    assertRefused(() -> access.authenticator.authenticate(key), "UNAUTHENTICATED");
    assertRefused(() -> access.accounts.refresh(tokens.refreshToken(), here()), "UNAUTHENTICATED");
    assertThat(access.revoked).hasSize(2);
  }

  @Test
  void ownPasswordIsChangedByWhoKnowsIt() {
    User vera = create("vera", PASSWORD, Role.VIEWER);
    assertRefused(
        () ->
            access.users.changeOwnPassword(
                actor(vera.asCaller()), "not the password", "a new password"),
        "VALIDATION_FAILED");
    access.users.changeOwnPassword(actor(vera.asCaller()), PASSWORD, "a new password");
    assertThat(logIn("vera", "a new password").user().id()).isEqualTo(vera.id());
  }

  @Test
  void guessingTheCurrentPasswordHasToWaitAsALoginDoes() {
    Caller vera = create("vera", PASSWORD, Role.VIEWER).asCaller();
    for (int i = 0; i < 5; i++) {
      assertRefused(
          () -> access.users.changeOwnPassword(actor(vera), "guess", "a new password"),
          "VALIDATION_FAILED");
    }
    assertRefused(
        () -> access.users.changeOwnPassword(actor(vera), PASSWORD, "a new password"),
        "RATE_LIMITED");
    assertThat(access.stores.audit().list(AuditLog.Query.newest(5)))
        .allMatch(entry -> entry.action() == AuditAction.LOGIN_FAILED);
  }

  @Test
  void changesAtOnceDoNotUndoEachOther() {
    User vera = create("vera", PASSWORD, Role.ADMIN);
    create("second", PASSWORD, Role.ADMIN);
    access.hasher.meanwhile =
        () -> {
          access.hasher.meanwhile = () -> {};
          access.users.change(
              actor(Caller.SYSTEM),
              vera.id(),
              new Change(Optional.empty(), Optional.of(Set.of(Role.VIEWER)), Optional.of(true)));
        };
    access.users.changeOwnPassword(actor(vera.asCaller()), PASSWORD, "a new password");
    User after = access.users.get(Caller.SYSTEM, vera.id());
    assertThat(after.disabled()).isTrue();
    assertThat(after.roles()).containsExactly(Role.VIEWER);
  }

  @Test
  void theAuditLogTellsWhatWasChanged() {
    User vera = create("vera", PASSWORD, Role.VIEWER);
    access.users.change(
        actor(Caller.SYSTEM),
        vera.id(),
        new Change(
            Optional.of("a new password"),
            Optional.of(Set.of(Role.ADMIN, Role.VIEWER)),
            Optional.of(false)));
    AuditEntry entry = access.stores.audit().list(AuditLog.Query.newest(1)).getFirst();
    assertThat(entry.subject()).isEqualTo("vera");
    assertThat(entry.details()).isEqualTo("roles: viewer, admin; disabled: false; password");
  }

  @Test
  void lastAdminStays() {
    User admin = create("admin", PASSWORD, Role.ADMIN);
    assertRefused(() -> access.users.delete(actor(admin.asCaller()), admin.id()), "CONFLICT");
    assertRefused(
        () -> access.users.change(actor(admin.asCaller()), admin.id(), roles()), "CONFLICT");
  }

  private static Change roles() {
    return new Change(Optional.empty(), Optional.of(Set.of(Role.VIEWER)), Optional.empty());
  }

  private User create(String name, String password, Role... roles) {
    return access.users.create(actor(Caller.SYSTEM), name, password, Set.of(roles));
  }

  private Tokens logIn(String name, String password) {
    return access.accounts.login(name, password, here());
  }

  private static InetAddress here() {
    return address("192.0.2.1");
  }

  private static void assertRefused(ThrowingCallable call, String code) {
    assertThatThrownBy(call).hasMessageStartingWith(code);
  }
}
