package com.imageflowcanvas.testkit.access;

import static com.imageflowcanvas.testkit.access.AccessSamples.NOW;
import static com.imageflowcanvas.testkit.access.AccessSamples.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.ApiKey;
import com.imageflowcanvas.access.ApiKeyStore;
import com.imageflowcanvas.access.ApiKeyStore.KeyAndOwner;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.TokenHash;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How API keys are kept. */
public abstract class ApiKeyStoreContract {
  private AccountService.Stores stores;
  private ApiKeyStore keys;
  private User vera;

  /** Empty stores; called once per test. */
  protected abstract AccountService.Stores stores();

  @BeforeEach
  final void open() {
    stores = stores();
    keys = stores.apiKeys();
    vera = user("vera", Role.PIPELINE_OPERATOR);
    stores.users().insert(vera);
  }

  @Test
  void keyIsFoundByItsHashWithItsOwnerAsOfNow() {
    ApiKey key = key(vera, "a", Optional.of(NOW.plusSeconds(60)));
    keys.add(key, TokenHash.of("secret"));
    User disabled = vera.withDisabled(true, NOW);
    stores.users().change(vera.id(), before -> disabled);
    assertThat(keys.find(TokenHash.of("secret"))).contains(new KeyAndOwner(key, disabled));
    assertThat(keys.find(key.id())).contains(key);
    assertThat(keys.find(TokenHash.of("other"))).isEmpty();
  }

  @Test
  void keyWithoutAnEndIsFoundWithoutOne() {
    ApiKey key = key(vera, "a", Optional.empty());
    keys.add(key, TokenHash.of("secret"));
    assertThat(keys.find(key.id()).orElseThrow().expiresAt()).isEmpty();
  }

  @Test
  void listsGoFromNewToOld() {
    User carl = user("carl", Role.VIEWER);
    stores.users().insert(carl);
    ApiKey first = key(vera, "1", Optional.empty());
    ApiKey second = key(carl, "2", Optional.empty());
    ApiKey third = key(vera, "3", Optional.empty());
    keys.add(first, TokenHash.of("1"));
    keys.add(second, TokenHash.of("2"));
    keys.add(third, TokenHash.of("3"));
    assertThat(keys.list(vera.id())).containsExactly(third, first);
    assertThat(keys.list(Optional.empty(), Optional.empty(), 9))
        .containsExactly(third, second, first);
    assertThat(keys.list(Optional.empty(), Optional.empty(), 1)).containsExactly(third);
    assertThat(keys.list(Optional.empty(), Optional.of(third.id()), 9))
        .containsExactly(second, first);
    assertThat(keys.list(Optional.of(vera.id()), Optional.of(third.id()), 9))
        .containsExactly(first);
  }

  @Test
  void deletedKeyIsGone() {
    ApiKey key = key(vera, "a", Optional.empty());
    keys.add(key, TokenHash.of("secret"));
    assertThat(keys.delete(key.id())).isTrue();
    assertThat(keys.delete(key.id())).isFalse();
    assertThat(keys.find(TokenHash.of("secret"))).isEmpty();
  }

  private static ApiKey key(User owner, String name, Optional<Instant> end) {
    return new ApiKey(
        new SessionId(TimeOrderedUuid.next()),
        owner.id(),
        name,
        "ifk_abcdef",
        Set.of(Role.VIEWER, Role.PIPELINE_OPERATOR),
        NOW,
        end);
  }
}
