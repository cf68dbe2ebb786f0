package com.imageflowcanvas.server.security;

import static com.imageflowcanvas.server.security.AccessFixture.PASSWORD;
import static com.imageflowcanvas.server.security.AccessFixture.actor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.ApiKeyService.Created;
import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserService.Change;
import java.nio.file.Path;
import java.time.Duration;
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
    String secret =
        access
            .apiKeys
            .create(
                actor(creator.asCaller()),
                "batch",
                Set.of(Role.VIEWER),
                Optional.of(access.clock.instant().plusSeconds(60)))
            .secret();
    access.authenticator.authenticate(secret);
    access.clock.advance(Duration.ofSeconds(60));
    assertThatThrownBy(() -> access.authenticator.authenticate(secret))
        .hasMessageStartingWith("UNAUTHENTICATED");
  }

  @Test
  void aDeletedKeyIsOutAtOnce() {
    Created created = create(Role.VIEWER);
    access.apiKeys.delete(actor(creator.asCaller()), created.key().id());
    assertThatThrownBy(() -> access.authenticator.authenticate(created.secret()))
        .hasMessageStartingWith("UNAUTHENTICATED");
    assertThat(access.revoked).containsExactly(created.key().id());
  }

  @Test
  void othersNeitherSeeNorDeleteAKey() {
    Created created = create(Role.VIEWER);
    User vera = access.users.create(actor(Caller.SYSTEM), "vera", PASSWORD, Set.of(Role.VIEWER));
    assertThat(access.apiKeys.list(vera.asCaller())).isEmpty();
    assertThat(access.apiKeys.list(creator.asCaller())).containsExactly(created.key());
    assertThat(access.apiKeys.list(Caller.SYSTEM)).containsExactly(created.key());
    assertThatThrownBy(() -> access.apiKeys.delete(actor(vera.asCaller()), created.key().id()))
        .hasMessageStartingWith("NOT_FOUND");
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(
            () ->
                access.apiKeys.create(
                    actor(creator.asCaller()), " ", Set.of(Role.VIEWER), Optional.empty()))
        .hasMessageContaining("name");
    assertThatThrownBy(
            () ->
                access.apiKeys.create(
                    actor(creator.asCaller()),
                    "batch",
                    Set.of(Role.VIEWER),
                    Optional.of(access.clock.instant())))
        .hasMessageContaining("expires_at");
    assertThatThrownBy(() -> create()).hasMessageContaining("roles");
  }

  private Created create(Role... roles) {
    return access.apiKeys.create(
        actor(creator.asCaller()), "batch", Set.of(roles), Optional.empty());
  }
}
