package com.imageflowcanvas.server.security;

import static com.imageflowcanvas.server.security.AccessFixture.PASSWORD;
import static com.imageflowcanvas.server.security.AccessFixture.actor;
import static com.imageflowcanvas.server.security.AccessFixture.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtAccessTokensTest {
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

  @TempDir private Path folder;
  private AccessFixture access;
  private String token;
  private JWTClaimsSet claims;
  private ECKey published;

  @BeforeEach
  void logIn() throws Exception {
    access = new AccessFixture(folder);
    access.users.create(actor(Caller.SYSTEM), "vera", PASSWORD, Set.of(Role.VIEWER));
    token = access.accounts.login("vera", PASSWORD, address("127.0.0.1")).accessToken();
    claims = SignedJWT.parse(token).getJWTClaimsSet();
    published = ECKey.parse(access.tokens.publicKeys().getFirst());
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void ourOwnTokenIsGood() {
    assertThat(access.tokens.verify(token)).isPresent();
  }

  @Test
  void publishedKeysArePublicOnly() {
    assertThat(published.isPrivate()).isFalse();
    assertThat(published.getKeyID()).isNotBlank();
  }

  @Test
  void unsignedTokenIsForged() {
    assertForged(new PlainJWT(claims).serialize());
    assertForged("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.");
  }

  @Test
  void tokenSignedWithThePublicKeyAsASecretIsForged() throws Exception {
    byte[] secret = published.toJSONString().getBytes(StandardCharsets.UTF_8);
    assertForged(sign(JWSAlgorithm.HS256, published.getKeyID(), new MACSigner(secret), claims));
  }

  @Test
  void tokenOfAnotherKeyUnderOurNameIsForged() throws Exception {
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID(published.getKeyID()).generate();
    assertForged(sign(JWSAlgorithm.ES256, published.getKeyID(), new ECDSASigner(other), claims));
  }

  @Test
  void tokenOfAnUnknownKeyIsForged() throws Exception {
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID("other").generate();
    assertForged(sign(JWSAlgorithm.ES256, "other", new ECDSASigner(other), claims));
  }

  @Test
  void changedClaimsAreForged() {
    String[] parts = token.split("\\.");
    String other =
        new PlainJWT(new JWTClaimsSet.Builder(claims).claim("roles", Set.of("admin")).build())
            .serialize()
            .split("\\.")[1];
    assertForged(parts[0] + "." + other + "." + parts[2]);
    assertForged(parts[0] + "." + parts[1] + ".");
    assertForged(parts[0] + "." + parts[1] + "." + "A".repeat(86));
  }

  @Test
  void nonsenseIsForged() {
    for (String nonsense :
        new String[] {"", ".", "..", "a.b.c", "x".repeat(5000), "eyJ9..", "\u0000", token + "x"}) {
      assertForged(nonsense);
    }
  }

  @Test
  void ourKeyForAnotherPurposeIsForged() throws Exception {
    ECKey ours = ECKey.parse(access.secrets.list("access-token").getFirst().material());
    String wrongType =
        serialize(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(ours.getKeyID()).build(),
            new ECDSASigner(ours),
            claims);
    JWTClaimsSet otherIssuer = new JWTClaimsSet.Builder(claims).issuer("other").build();
    JWTClaimsSet endless = new JWTClaimsSet.Builder(claims).expirationTime(null).build();
    JWTClaimsSet homeless = new JWTClaimsSet.Builder(claims).claim("sid", null).build();
    assertForged(wrongType);
    for (JWTClaimsSet each : new JWTClaimsSet[] {otherIssuer, endless, homeless}) {
      assertForged(sign(JWSAlgorithm.ES256, ours.getKeyID(), new ECDSASigner(ours), each));
    }
    assertThat(
            access.tokens.verify(
                sign(JWSAlgorithm.ES256, ours.getKeyID(), new ECDSASigner(ours), claims)))
        .isPresent();
  }

  @Test
  void rotationLogsNobodyOut() throws Exception {
    String id = access.tokens.rotate();
    String next = access.accounts.login("vera", PASSWORD, address("127.0.0.1")).accessToken();
    assertThat(SignedJWT.parse(next).getHeader().getKeyID()).isEqualTo(id);
    assertThat(access.tokens.verify(token)).isPresent();
    assertThat(access.tokens.verify(next)).isPresent();
    assertThat(access.tokens.publicKeys()).hasSize(2);
  }

  @Test
  void anotherNodeKnowsTheNewKey() {
    JwtAccessTokens other =
        new JwtAccessTokens(access.secrets, AccessFixture.TOKEN_LIFETIME, access.clock);
    access.tokens.rotate();
    String next = access.accounts.login("vera", PASSWORD, address("127.0.0.1")).accessToken();
    access.clock.advance(Duration.ofSeconds(2));
    assertThat(other.verify(next)).isPresent();
  }

  @Test
  void outlivedKeysAreDropped() {
    access.security.tidy();
    access.tokens.rotate();
    access.clock.advance(AccessFixture.TOKEN_LIFETIME);
    access.security.tidy();
    assertThat(access.tokens.publicKeys()).hasSize(2);
    access.clock.advance(Duration.ofMinutes(1));
    access.security.tidy();
    assertThat(access.tokens.publicKeys()).hasSize(1);
  }

  private static String sign(
      JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    return serialize(
        new JWSHeader.Builder(algorithm).keyID(keyId).type(TYPE).build(), signer, claims);
  }

  private static String serialize(JWSHeader header, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private void assertForged(String forged) {
    assertThat(access.tokens.verify(forged)).as(forged).isEmpty();
  }
}
