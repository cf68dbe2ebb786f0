package com.imageflowcanvas.testkit.access;

import static com.imageflowcanvas.testkit.access.AccessSamples.DAY;
import static com.imageflowcanvas.testkit.access.AccessSamples.NOW;
import static com.imageflowcanvas.testkit.access.AccessSamples.session;
import static com.imageflowcanvas.testkit.access.AccessSamples.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.Session;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.SessionStore;
import com.imageflowcanvas.access.SessionStore.Login;
import com.imageflowcanvas.access.SessionStore.Refresh;
import com.imageflowcanvas.access.TokenHash;
import com.imageflowcanvas.access.User;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How logins are kept, refreshed and ended. */
public abstract class SessionStoreContract {
  private static final TokenHash FIRST = TokenHash.of("first");
  private static final TokenHash SECOND = TokenHash.of("second");
  private static final TokenHash THIRD = TokenHash.of("third");

  private AccountService.Stores stores;
  private SessionStore sessions;
  private User vera;
  private Session login;

  /** Empty stores; called once per test. */
  protected abstract AccountService.Stores stores();

  @BeforeEach
  final void logIn() {
    stores = stores();
    sessions = stores.sessions();
    vera = user("vera", Role.VIEWER);
    stores.users().insert(vera);
    login = session(vera);
    sessions.add(login, vera.password(), FIRST);
  }

  @Test
  void loginIsFoundWithItsUserAsOfNow() {
    User promoted = vera.withRoles(Set.of(Role.ADMIN), NOW.plusSeconds(5));
    stores.users().change(vera.id(), before -> promoted);
    assertThat(sessions.find(login.id())).contains(new Login(login, promoted));
    assertThat(sessions.find(new SessionId("none"))).isEmpty();
  }

  @Test
  void nobodyBeginsALoginWithAPasswordOfBefore() {
    Session late = session(vera);
    assertThat(sessions.add(late, new PasswordHash("of before"), SECOND)).isFalse();
    assertThat(sessions.find(late.id())).isEmpty();
    assertThat(sessions.refresh(SECOND, THIRD, NOW, NOW.plus(DAY)))
        .isEqualTo(new Refresh.Unknown());
    stores.users().delete(vera.id());
    assertThat(sessions.add(late, vera.password(), SECOND)).isFalse();
  }

  @Test
  void refreshProlongsTheLoginAndChangesTheToken() {
    Instant end = NOW.plus(DAY).plusSeconds(100);
    Session prolonged = new Session(login.id(), vera.id(), NOW, end);
    assertThat(sessions.refresh(FIRST, SECOND, NOW.plusSeconds(100), end))
        .isEqualTo(new Refresh.Done(prolonged, vera));
    assertThat(sessions.find(login.id()).map(Login::session)).contains(prolonged);
    assertThat(sessions.refresh(SECOND, THIRD, NOW, end)).isInstanceOf(Refresh.Done.class);
  }

  @Test
  void usedTokenIsToldApartFromAnUnknownOne() {
    Instant end = NOW.plus(DAY);
    sessions.refresh(FIRST, SECOND, NOW, end);
    assertThat(sessions.refresh(FIRST, THIRD, NOW, end)).isEqualTo(new Refresh.Reused(login.id()));
    assertThat(sessions.refresh(TokenHash.of("none"), THIRD, NOW, end))
        .isEqualTo(new Refresh.Unknown());
  }

  @Test
  void endedLoginIsNotRefreshed() {
    assertThat(sessions.refresh(FIRST, SECOND, NOW.plus(DAY), NOW.plus(DAY).plus(DAY)))
        .isEqualTo(new Refresh.Unknown());
  }

  @Test
  void oneOfManyRefreshesAtOnceWins() throws Exception {
    List<Refresh> answers;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Refresh>> calls =
          IntStream.range(0, 8)
              .<Callable<Refresh>>mapToObj(
                  i -> () -> sessions.refresh(FIRST, TokenHash.of("n" + i), NOW, NOW.plus(DAY)))
              .toList();
      answers = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
    assertThat(answers.stream().filter(Refresh.Done.class::isInstance)).hasSize(1);
    assertThat(answers.stream().filter(Refresh.Reused.class::isInstance)).hasSize(7);
  }

  @Test
  void revokedLoginIsGone() {
    assertThat(sessions.revoke(login.id())).isTrue();
    assertThat(sessions.revoke(login.id())).isFalse();
    assertThat(sessions.find(login.id())).isEmpty();
    assertThat(sessions.refresh(FIRST, SECOND, NOW, NOW.plus(DAY)))
        .isEqualTo(new Refresh.Unknown());
  }

  @Test
  void allLoginsOfOneUserEndAndNobodyElses() {
    User carl = user("carl", Role.VIEWER);
    stores.users().insert(carl);
    Session second = session(vera);
    Session others = session(carl);
    sessions.add(second, vera.password(), SECOND);
    sessions.add(others, carl.password(), THIRD);
    assertThat(sessions.list(vera.id())).containsExactlyInAnyOrder(login.id(), second.id());
    assertThat(sessions.revokeAll(vera.id())).containsExactlyInAnyOrder(login.id(), second.id());
    assertThat(sessions.list(vera.id())).isEmpty();
    assertThat(sessions.find(others.id())).isPresent();
    assertThat(sessions.revokeAll(vera.id())).isEmpty();
  }

  @Test
  void endedLoginsAreRemoved() {
    sessions.removeExpired(NOW.plus(DAY));
    assertThat(sessions.find(login.id())).isPresent();
    sessions.removeExpired(NOW.plus(DAY).plusSeconds(1));
    assertThat(sessions.find(login.id())).isEmpty();
  }
}
