package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.SecretStore;
import com.imageflowcanvas.access.SecretStore.Secret;
import com.imageflowcanvas.id.TimeOrderedUuid;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The keys of the access tokens (P-256), kept in the database so that all nodes have the same. The
 * newest signs; the older ones stay until the last token that they signed has expired.
 */
final class SigningKeys {
  private static final String PURPOSE = "access-token";

  /** After this a node notices a rotation on another one; an unknown key is looked up at once. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** Unknown keys are looked up no oftener, since anybody can name any. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SecretStore secrets;
  private final Duration tokenLifetime;
  private final Clock clock;
  private final AtomicReference<Loaded> loaded;

  private record Loaded(List<ECKey> keys, Instant at) {}

  SigningKeys(SecretStore secrets, Duration tokenLifetime, Clock clock) {
    this.secrets = secrets;
    this.tokenLifetime = tokenLifetime;
    this.clock = clock;
    if (secrets.list(PURPOSE).isEmpty()) {
      secrets.addFirst(newSecret());
    }
    this.loaded = new AtomicReference<>(load());
  }

  ECKey current() {
    return all().getFirst();
  }

  /** Newest first. */
  List<ECKey> all() {
    return loadedSince(FRESH).keys();
  }

  Optional<ECKey> find(String id) {
    return find(loadedSince(FRESH), id).or(() -> find(loadedSince(PAUSE), id));
  }

  private static Optional<ECKey> find(Loaded loaded, String id) {
    return loaded.keys().stream().filter(key -> key.getKeyID().equals(id)).findFirst();
  }

  String rotate() {
    Secret next = newSecret();
    secrets.add(next);
    loaded.set(load());
    return next.id();
  }

  /** A key signs until the next one is made; what it signed last has expired a lifetime later. */
  void removeOutlived() {
    List<Secret> newestFirst = secrets.list(PURPOSE);
    Instant limit = clock.instant().minus(tokenLifetime).minus(FRESH);
    for (int i = 1; i < newestFirst.size(); i++) {
      if (newestFirst.get(i - 1).createdAt().isBefore(limit)) {
        secrets.delete(newestFirst.get(i).id());
      }
    }
    loaded.set(load());
  }

  private Loaded loadedSince(Duration age) {
    Loaded now = loaded.get();
    if (now.at().plus(age).isAfter(clock.instant())) {
      return now;
    }
    Loaded next = load();
    loaded.set(next);
    return next;
  }

  private Loaded load() {
    List<ECKey> keys = secrets.list(PURPOSE).stream().map(SigningKeys::parse).toList();
    return new Loaded(keys, clock.instant());
  }

  private Secret newSecret() {
    String id = TimeOrderedUuid.next();
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256)
              .keyID(id)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .generate();
      return new Secret(id, PURPOSE, key.toJSONString(), clock.instant());
    } catch (JOSEException e) {
      throw new IllegalStateException(e); // every JDK has the curve
    }
  }

  private static ECKey parse(Secret secret) {
    try {
      return ECKey.parse(secret.material());
    } catch (ParseException e) {
      throw new IllegalStateException("secret " + secret + " cannot be read", e);
    }
  }
}
