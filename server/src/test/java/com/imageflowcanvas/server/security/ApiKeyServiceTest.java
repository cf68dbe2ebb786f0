package com.imageflowcanvas.server.security;

import static com.imageflowcanvas.server.security.AccessFixture.PASSWORD;
import static com.imageflowcanvas.server.security.AccessFixture.actor;
import static com.imageflowcanvas.server.security.AccessFixture.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.ApiKey;
import com.imageflowcanvas.access.ApiKeyService.Created;
import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserService.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyServiceTest {
  @TempDir private Path folder;
  private AccessFixture access;
  private User creator;

  @BeforeEach
  void open() {
    access = new AccessFixture(folder);
    creator =
        access.users.create(actor(Caller.SYSTEM), "carl", PASSWORD, Set.of(Role.PIPELINE_CREATOR));
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void aKeyActsForItsOwnerWithItsOwnRoles() {
    Created created = create(Role.PIPELINE_OPERATOR);
    Authenticated who = access.authenticator.authenticate(created.secret());
    assertThat(who.caller())
        .isEqualTo(new Caller(creator.id(), "carl", Set.of(Role.PIPELINE_OPERATOR)));
    assertThat(who.session()).isEqualTo(created.key().id());
  }

  @Test
  void onlyItsHashIsStored() {
    Created created = create(Role.VIEWER);
    assertThat(created.secret()).startsWith(created.key().hint()).hasSizeGreaterThan(40);
    assertThat(created.key().toString()).doesNotContain(created.secret());
  }

  @Test
  void aKeyIsNotMightierThanItsMaker() {
    assertThatThrownBy(() -> create(Role.ADMIN)).hasMessageStartingWith("FORBIDDEN");
  }

  @Test
  void aKeyLosesWhatItsOwnerLoses() {
    Created created = create(Role.VIEWER, Role.PIPELINE_CREATOR);
    access.users.change(
        actor(Caller.SYSTEM),
        creator.id(),
        new Change(
            Optional.empty(), Optional.of(Set.of(Role.PIPELINE_OPERATOR)), Optional.empty()));
    assertThat(access.authenticator.authenticate(created.secret()).caller().roles())
        .containsExactly(Role.VIEWER);
  }

  @Test
  void aKeyEndsWhenItSaid() {
    String secret = create("batch", inSeconds(60), Role.VIEWER).secret();
    access.authenticator.authenticate(secret);
    access.clock.advance(Duration.ofSeconds(60));
    assertThatThrownBy(() -> access.authenticator.authenticate(secret))
        .hasMessageStartingWith("UNAUTHENTICATED");
  }

  @Test
  void aDeletedKeyIsOutAtOnce() {
    Created created = create(Role.VIEWER);
    delete(login(creator), created);
    assertThatThrownBy(() -> access.authenticator.authenticate(created.secret()))
        .hasMessageStartingWith("UNAUTHENTICATED");
    assertThat(access.revoked).containsExactly(created.key().id());
  }

  @Test
  void aKeyDeletesNoneThatIsMightier() {
    Created mighty = create(Role.PIPELINE_CREATOR);
    Created equal = create(Role.VIEWER);
    Created weak = create(Role.VIEWER);
    Authenticated machine = access.authenticator.authenticate(weak.secret());
    assertThatThrownBy(() -> delete(machine, mighty)).hasMessageStartingWith("FORBIDDEN");
    access.authenticator.authenticate(mighty.secret());
    delete(machine, equal);
    delete(machine, weak);
    delete(login(creator), mighty);
    assertThat(list(creator.asCaller())).isEmpty();
  }

  @Test
  void whoHasLostRolesStillDeletesTheKeysThatHadThem() {
    Created other = create(Role.VIEWER, Role.PIPELINE_CREATOR);
    Created itself = create(Role.VIEWER, Role.PIPELINE_CREATOR);
    User less =
        access.users.change(
            actor(Caller.SYSTEM),
            creator.id(),
            new Change(Optional.empty(), Optional.of(Set.of(Role.VIEWER)), Optional.empty()));
    Authenticated machine = access.authenticator.authenticate(itself.secret());
    assertThatThrownBy(() -> delete(machine, other)).hasMessageStartingWith("FORBIDDEN");
    delete(machine, itself);
    delete(login(less), other);
    assertThat(list(less.asCaller())).isEmpty();
  }

  @Test
  void othersNeitherSeeNorDeleteAKey() {
    Created created = create(Role.VIEWER);
    User vera = access.users.create(actor(Caller.SYSTEM), "vera", PASSWORD, Set.of(Role.VIEWER));
    assertThat(list(vera.asCaller())).isEmpty();
    assertThat(list(creator.asCaller())).containsExactly(created.key());
    assertThat(list(Caller.SYSTEM)).containsExactly(created.key());
    assertThatThrownBy(() -> delete(login(vera), created)).hasMessageStartingWith("NOT_FOUND");
  }

  @Test
  void nonsenseIsRefused() {
    for (String name : new String[] {" ", "a\nb", "a\u202eb", "x".repeat(101)}) {
      assertThatThrownBy(() -> create(name, Optional.empty(), Role.VIEWER))
          .hasMessageContaining("name");
    }
    for (Instant end : new Instant[] {access.clock.instant(), Instant.MAX}) {
      assertThatThrownBy(() -> create("batch", Optional.of(end), Role.VIEWER))
          .hasMessageContaining("expires_at");
    }
    assertThatThrownBy(() -> create()).hasMessageContaining("roles");
  }

  @Test
  void aKeyMadeByAKeyDoesNotOutliveIt() {
    Authenticated machine =
        access.authenticator.authenticate(create("a", inSeconds(60), Role.VIEWER).secret());
    assertThatThrownBy(() -> create(machine, "b", Optional.empty(), Role.VIEWER))
        .hasMessageContaining("expires_at: never (expected: ");
    assertThatThrownBy(() -> create(machine, "b", inSeconds(61), Role.VIEWER))
        .hasMessageContaining("expires_at");
    assertThat(create(machine, "b", inSeconds(60), Role.VIEWER).secret()).isNotEmpty();
    Authenticated endless = access.authenticator.authenticate(create(Role.VIEWER).secret());
    assertThat(create(endless, "c", Optional.empty(), Role.VIEWER).secret()).isNotEmpty();
  }

  @Test
  void aUserHasOnlySoManyKeys() {
    for (int i = 0; i < 300; i++) {
      create(Role.VIEWER);
    }
    assertThatThrownBy(() -> create(Role.VIEWER)).hasMessageContaining("300");
    access.apiKeys.delete(
        login(creator), address("127.0.0.1"), list(creator.asCaller()).getFirst().id());
    assertThat(create(Role.VIEWER).secret()).isNotEmpty();
  }

  private List<ApiKey> list(Caller caller) {
    return access.apiKeys.list(caller, Optional.empty(), 100);
  }

  private Optional<Instant> inSeconds(int seconds) {
    return Optional.of(access.clock.instant().plusSeconds(seconds));
  }

  private Created create(Role... roles) {
    return create("batch", Optional.empty(), roles);
  }

  private Created create(String name, Optional<Instant> end, Role... roles) {
    return create(login(creator), name, end, roles);
  }

  private static Authenticated login(User user) {
    return new Authenticated(user.asCaller(), new SessionId("a login"), Instant.MAX);
  }

  private void delete(Authenticated who, Created created) {
    access.apiKeys.delete(who, address("127.0.0.1"), created.key().id());
  }

  private Created create(Authenticated who, String name, Optional<Instant> end, Role... roles) {
    return access.apiKeys.create(who, address("127.0.0.1"), name, Set.of(roles), end);
  }
}
