package com.imageflowcanvas.testkit.access;

import static com.imageflowcanvas.testkit.access.AccessSamples.NOW;
import static com.imageflowcanvas.testkit.access.AccessSamples.session;
import static com.imageflowcanvas.testkit.access.AccessSamples.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.ApiKey;
import com.imageflowcanvas.access.PasswordHash;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.Session;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.TokenHash;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserStore;
import com.imageflowcanvas.access.UserStore.Change;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How users are kept. */
public abstract class UserStoreContract {
  private AccountService.Stores stores;
  private UserStore users;

  /** Empty stores; called once per test. */
  protected abstract AccountService.Stores stores();

  @BeforeEach
  final void open() {
    stores = stores();
    users = stores.users();
  }

  @Test
  void insertedUserIsFoundAsItWas() {
    User vera = user("vera", Role.VIEWER, Role.PIPELINE_CREATOR);
    assertThat(users.isEmpty()).isTrue();
    assertThat(users.insert(vera)).isTrue();
    assertThat(users.find(vera.id())).contains(vera);
    assertThat(users.findByUsername("vera")).contains(vera);
    assertThat(users.isEmpty()).isFalse();
  }

  @Test
  void takenNameStoresNothing() {
    User first = user("vera", Role.VIEWER);
    User second = user("vera", Role.ADMIN);
    users.insert(first);
    assertThat(users.insert(second)).isFalse();
    assertThat(users.findByUsername("vera")).contains(first);
    assertThat(users.find(second.id())).isEmpty();
  }

  @Test
  void namesDifferByCase() {
    users.insert(user("vera", Role.VIEWER));
    assertThat(users.findByUsername("Vera")).isEmpty();
  }

  @Test
  void listsGoByNameInPages() {
    List.of("carl", "anna", "bert").forEach(name -> users.insert(user(name, Role.VIEWER)));
    assertThat(names(Optional.empty(), 2)).containsExactly("anna", "bert");
    assertThat(names(Optional.of("bert"), 2)).containsExactly("carl");
  }

  @Test
  void changedUserIsFoundChanged() {
    User vera = user("vera", Role.VIEWER);
    users.insert(vera);
    User next =
        vera.withPassword(new PasswordHash("other"), NOW.plusSeconds(1))
            .withRoles(Set.of(Role.ADMIN), NOW.plusSeconds(2))
            .withDisabled(true, NOW.plusSeconds(3));
    assertThat(users.change(vera.id(), before -> next)).isEqualTo(new Change.Done(next));
    assertThat(users.find(vera.id())).contains(next);
  }

  @Test
  void changesAtOnceDoNotUndoEachOther() throws Exception {
    User vera = user("vera", Role.VIEWER);
    users.insert(vera);
    CountDownLatch inside = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Change> disabling =
          threads.submit(
              () ->
                  users.change(
                      vera.id(),
                      before -> {
                        inside.countDown();
                        return before.withDisabled(true, NOW);
                      }));
      inside.await();
      Future<Change> renewing =
          threads.submit(
              () ->
                  users.change(
                      vera.id(), before -> before.withPassword(new PasswordHash("new"), NOW)));
      disabling.get();
      renewing.get();
    }
    User both = users.find(vera.id()).orElseThrow();
    assertThat(both.disabled()).isTrue();
    assertThat(both.password()).isEqualTo(new PasswordHash("new"));
  }

  @Test
  void unknownUserIsMissing() {
    User nobody = user("nobody", Role.VIEWER);
    assertThat(users.change(nobody.id(), before -> nobody)).isEqualTo(new Change.Missing());
    assertThat(users.delete(nobody.id())).isEqualTo(new Change.Missing());
    assertThat(users.find(nobody.id())).isEmpty();
  }

  @Test
  void lastActiveAdminStays() {
    User admin = user("admin", Role.ADMIN);
    User disabled = user("second", Role.ADMIN).withDisabled(true, NOW);
    users.insert(admin);
    users.insert(disabled);
    assertThat(users.delete(admin.id())).isEqualTo(new Change.LastAdmin());
    assertThat(users.change(admin.id(), it -> it.withDisabled(true, NOW)))
        .isEqualTo(new Change.LastAdmin());
    assertThat(users.change(admin.id(), it -> it.withRoles(Set.of(Role.VIEWER), NOW)))
        .isEqualTo(new Change.LastAdmin());
    assertThat(users.find(admin.id())).contains(admin);
    User renewed = admin.withPassword(new PasswordHash("new"), NOW);
    assertThat(users.change(admin.id(), it -> renewed)).isEqualTo(new Change.Done(renewed));
  }

  @Test
  void oneOfTwoAdminsMayGo() {
    User first = user("first", Role.ADMIN);
    User second = user("second", Role.ADMIN);
    users.insert(first);
    users.insert(second);
    User disabled = first.withDisabled(true, NOW);
    assertThat(users.change(first.id(), it -> disabled)).isEqualTo(new Change.Done(disabled));
    assertThat(users.delete(second.id())).isEqualTo(new Change.LastAdmin());
    assertThat(users.delete(first.id())).isEqualTo(new Change.Done(disabled));
  }

  @Test
  void deletedUserTakesLoginsAndKeysAlong() {
    User vera = user("vera", Role.VIEWER);
    users.insert(vera);
    Session login = session(vera);
    stores.sessions().add(login, vera.password(), TokenHash.of("refresh"));
    ApiKey key =
        new ApiKey(
            new SessionId("key"),
            vera.id(),
            "night batch",
            "ifk_abcdef",
            Set.of(Role.VIEWER),
            NOW,
            Optional.empty());
    stores.apiKeys().add(key, TokenHash.of("secret"));

    assertThat(users.delete(vera.id())).isEqualTo(new Change.Done(vera));

    assertThat(stores.sessions().find(login.id())).isEmpty();
    assertThat(stores.apiKeys().find(TokenHash.of("secret"))).isEmpty();
    assertThat(users.findByUsername("vera")).isEmpty();
  }

  private List<String> names(Optional<String> after, int limit) {
    return users.list(after, limit).stream().map(User::username).toList();
  }
}
