package com.imageflowcanvas.server.security;

import static com.imageflowcanvas.server.security.AccessFixture.PASSWORD;
import static com.imageflowcanvas.server.security.AccessFixture.actor;
import static com.imageflowcanvas.server.security.AccessFixture.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import com.imageflowcanvas.access.AccountService.Tokens;
import com.imageflowcanvas.access.AuditAction;
import com.imageflowcanvas.access.AuditEntry;
import com.imageflowcanvas.access.AuditLog;
import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserService.Change;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountServiceTest {
  private static final InetAddress HOME = address("192.0.2.1");
  private static final InetAddress ELSEWHERE = address("192.0.2.2");

  @TempDir private Path folder;
  private AccessFixture access;
  private User vera;

  @BeforeEach
  void open() {
    access = new AccessFixture(folder);
    vera = access.users.create(actor(Caller.SYSTEM), "vera", PASSWORD, Set.of(Role.VIEWER));
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void loginGivesATokenThatNamesTheUser() {
    Authenticated who = access.authenticator.authenticate(logIn(HOME).accessToken());
    assertThat(who.caller()).isEqualTo(vera.asCaller());
    assertThat(who.expiresAt())
        .isEqualTo(access.clock.instant().plus(AccessFixture.TOKEN_LIFETIME));
  }

  @Test
  void wrongPasswordUnknownAndDisabledUserAreToldTheSame() {
    Problem wrong = refusal("vera", "wrong", HOME);
    Problem unknown = refusal("nobody", PASSWORD, HOME);
    access.users.change(actor(Caller.SYSTEM), vera.id(), disabled());
    Problem disabled = refusal("vera", PASSWORD, ELSEWHERE);
    assertThat(wrong.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(unknown).isEqualTo(wrong);
    assertThat(disabled).isEqualTo(wrong);
  }

  @Test
  void unknownUserCostsAsManyHashesAsAWrongPassword() {
    int before = access.hasher.checks.get();
    refusal("nobody", PASSWORD, HOME);
    refusal("No such NAME can be", PASSWORD, HOME);
    assertThat(access.hasher.checks.get() - before).isEqualTo(2);
  }

  @Test
  void afterSomeWrongPasswordsNoneIsLookedAtForAGrowingWhile() {
    for (int i = 0; i < 5; i++) {
      assertThat(refusal("vera", "wrong", HOME).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
    int before = access.hasher.checks.get();
    assertThat(refusal("vera", PASSWORD, HOME).retryAfter()).contains(Duration.ofSeconds(1));
    assertThat(access.hasher.checks.get()).isEqualTo(before);

    access.clock.advance(Duration.ofSeconds(1));
    assertThat(refusal("vera", "wrong", HOME).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal("vera", PASSWORD, HOME).retryAfter()).contains(Duration.ofSeconds(2));

    access.clock.advance(Duration.ofSeconds(2));
    assertThat(logIn(HOME).user()).isEqualTo(vera);
    assertThat(refusal("vera", "wrong", HOME).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void manyGuessesAtOnceAreNotOneGuess() throws Exception {
    access.hasher.meanwhile = Thread::yield;
    int before = access.hasher.checks.get();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        threads.submit(() -> refusal("vera", "guess", HOME));
      }
    }
    assertThat(access.hasher.checks.get() - before).isEqualTo(5);
  }

  @Test
  void theWaitOutlivesARestart() {
    for (int i = 0; i < 5; i++) {
      refusal("vera", "wrong", HOME);
    }
    access.close();
    access = new AccessFixture(folder);
    assertThat(refusal("vera", PASSWORD, HOME).retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void aPasswordThatIsChangedWhileItIsLookedAtLetsNobodyIn() {
    access.hasher.meanwhile =
        () -> {
          access.hasher.meanwhile = () -> {};
          access.users.change(actor(Caller.SYSTEM), vera.id(), password("a new password"));
        };
    assertThat(refusal("vera", PASSWORD, HOME).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(access.stores.sessions().list(vera.id())).isEmpty();
  }

  @Test
  void anApiKeyDoesNotLogOut() {
    Authenticated login = access.authenticator.authenticate(logIn(HOME).accessToken());
    String key =
        access.apiKeys.create(login, HOME, "batch", Set.of(Role.VIEWER), Optional.empty()).secret();
    Authenticated machine = access.authenticator.authenticate(key);
    assertThatThrownBy(() -> access.accounts.logout(machine, HOME))
        .hasMessageStartingWith("CONFLICT");
    access.authenticator.authenticate(key);
  }

  @Test
  void afterFiveWrongPasswordsAnAccountHasToWait() {
    for (int i = 0; i < 5; i++) {
      assertThat(refusal("vera", "wrong", HOME).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
    Problem told = refusal("vera", PASSWORD, HOME);
    assertThat(told.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(told.retryAfter()).contains(Duration.ofSeconds(1));
    assertThat(told.detail()).endsWith("(expected: the next try in 1 s)");
    access.clock.advance(Duration.ofSeconds(1));
    assertThat(logIn(HOME).user()).isEqualTo(vera);
  }

  @Test
  void theWaitHasAnEnd() {
    for (int i = 0; i < 40; i++) {
      refusal("vera", "wrong", HOME);
      access.clock.advance(Duration.ofMinutes(15));
    }
    refusal("vera", "wrong", HOME);
    assertThat(refusal("vera", PASSWORD, HOME).retryAfter().orElseThrow())
        .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
  }

  @Test
  void aLockedPairLocksNeitherOtherAddressesNorLogins() {
    Tokens before = logIn(HOME);
    for (int i = 0; i < 6; i++) {
      refusal("vera", "wrong", HOME);
    }
    assertThat(refusal("vera", PASSWORD, HOME).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(logIn(ELSEWHERE).user()).isEqualTo(vera);
    assertThat(access.authenticator.authenticate(before.accessToken()).caller())
        .isEqualTo(vera.asCaller());
    assertThat(access.accounts.refresh(before.refreshToken(), HOME).user()).isEqualTo(vera);
  }

  @Test
  void anAddressThatTriesManyAccountsHasToWait() {
    for (int i = 0; i < 501; i++) {
      refusal("user" + i, "guess", HOME);
    }
    assertThat(refusal("vera", PASSWORD, HOME).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(logIn(ELSEWHERE).user()).isEqualTo(vera);
  }

  @Test
  void withIpVersion6AWholeNetworkIsOneAddress() {
    for (int i = 0; i < 5; i++) {
      refusal("vera", "wrong", address("2001:db8:1:2::" + i));
    }
    assertThat(refusal("vera", PASSWORD, address("2001:db8:1:2:ffff::1")).code())
        .isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(logIn(address("2001:db8:1:3::1")).user()).isEqualTo(vera);
  }

  @Test
  void logoutCountsAtOnce() {
    Tokens tokens = logIn(HOME);
    Authenticated who = access.authenticator.authenticate(tokens.accessToken());
    access.accounts.logout(who, HOME);
    assertUnauthenticated(tokens.accessToken());
    assertThatThrownBy(() -> access.accounts.refresh(tokens.refreshToken(), HOME))
        .isInstanceOf(ProblemException.class);
    assertThat(access.revoked).containsExactly(who.session());
  }

  @Test
  void logoutEndsOneLoginOnly() {
    Tokens other = logIn(ELSEWHERE);
    access.accounts.logout(access.authenticator.authenticate(logIn(HOME).accessToken()), HOME);
    assertThat(access.authenticator.authenticate(other.accessToken()).caller().username())
        .isEqualTo("vera");
  }

  @Test
  void aRefreshTokenUsedTwiceEndsTheLogin() {
    Tokens first = logIn(HOME);
    Tokens second = access.accounts.refresh(first.refreshToken(), HOME);
    assertThatThrownBy(() -> access.accounts.refresh(first.refreshToken(), ELSEWHERE))
        .hasMessageContaining("UNAUTHENTICATED");
    assertUnauthenticated(second.accessToken());
    assertThatThrownBy(() -> access.accounts.refresh(second.refreshToken(), HOME))
        .hasMessageContaining("UNAUTHENTICATED");
    assertThat(access.revoked).hasSize(1);
    assertThat(access.stores.audit().list(AuditLog.Query.newest(9)))
        .filteredOn(entry -> entry.action() == AuditAction.REFRESH_TOKEN_REUSED)
        .singleElement()
        .extracting(AuditEntry::actor)
        .isEqualTo("vera");
  }

  @Test
  void refreshingKeepsALoginAliveAndSilenceEndsIt() {
    Tokens tokens = logIn(HOME);
    for (int i = 0; i < 3; i++) {
      access.clock.advance(AccessFixture.LOGIN_LIFETIME.minusSeconds(1));
      tokens = access.accounts.refresh(tokens.refreshToken(), HOME);
    }
    access.clock.advance(AccessFixture.LOGIN_LIFETIME);
    String late = tokens.refreshToken();
    assertThatThrownBy(() -> access.accounts.refresh(late, HOME))
        .hasMessageContaining("UNAUTHENTICATED");
  }

  @Test
  void accessTokensExpire() {
    Tokens tokens = logIn(HOME);
    access.clock.advance(AccessFixture.TOKEN_LIFETIME.minusSeconds(1));
    access.authenticator.authenticate(tokens.accessToken());
    access.clock.advance(Duration.ofSeconds(1));
    assertUnauthenticated(tokens.accessToken());
  }

  @Test
  void rolesAreThoseOfNow() {
    Tokens tokens = logIn(HOME);
    access.users.change(
        actor(Caller.SYSTEM),
        vera.id(),
        new Change(Optional.empty(), Optional.of(Set.of(Role.ADMIN)), Optional.empty()));
    assertThat(access.authenticator.authenticate(tokens.accessToken()).caller().isAdmin()).isTrue();
  }

  @Test
  void loginsAndLogoutsAreWrittenDown() {
    refusal("ve\nra\u202e", "wrong", HOME);
    access.accounts.logout(access.authenticator.authenticate(logIn(HOME).accessToken()), HOME);
    assertThat(access.stores.audit().list(AuditLog.Query.newest(3)))
        .extracting(AuditEntry::action, AuditEntry::actor, AuditEntry::address)
        .containsExactlyInAnyOrder(
            tuple(AuditAction.LOGOUT, "vera", "192.0.2.1"),
            tuple(AuditAction.LOGIN, "vera", "192.0.2.1"),
            tuple(AuditAction.LOGIN_FAILED, "ve?ra?", "192.0.2.1"));
  }

  @Test
  void whatHasOutlivedItsUseIsRemoved() {
    logIn(HOME);
    refusal("vera", "wrong", HOME);
    access.clock.advance(Duration.ofDays(500));
    access.security.tidy();
    assertThat(access.stores.sessions().list(vera.id())).isEmpty();
    assertThat(access.stores.failures().find("vera@192.0.2.1")).isEmpty();
    assertThat(access.stores.audit().list(AuditLog.Query.newest(9))).isEmpty();
  }

  private Tokens logIn(InetAddress from) {
    return access.accounts.login("vera", PASSWORD, from);
  }

  private Problem refusal(String username, String password, InetAddress from) {
    ProblemException e =
        catchThrowableOfType(
            ProblemException.class, () -> access.accounts.login(username, password, from));
    assertThat(e).as("a refused login").isNotNull();
    return e.problem();
  }

  private void assertUnauthenticated(String token) {
    assertThatThrownBy(() -> access.authenticator.authenticate(token))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("UNAUTHENTICATED");
  }

  private static Change password(String next) {
    return new Change(Optional.of(next), Optional.empty(), Optional.empty());
  }

  private static Change disabled() {
    return new Change(Optional.empty(), Optional.empty(), Optional.of(true));
  }
}
