package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.AccessTokens;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.SecretStore;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.access.User;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Access tokens as JWTs (RFC 9068 in shape) signed with ES256; no other algorithm is accepted. */
public final class JwtAccessTokens implements AccessTokens {
  private static final String ISSUER = "imageflow";
  private static final String SESSION = "sid";
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

  /** Ours have 500; a longer one is not looked at. */
  private static final int MAX_CHARACTERS = 4096;

  private final SigningKeys keys;
  private final Clock clock;

  public JwtAccessTokens(SecretStore secrets, Duration tokenLifetime, Clock clock) {
    this.keys = new SigningKeys(secrets, tokenLifetime, clock);
    this.clock = clock;
  }

  @Override
  public String issue(User user, SessionId session, Instant now, Instant expiresAt) {
    ECKey key = keys.current();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(user.id().value())
            .claim(SESSION, session.value())
            .claim("name", user.username())
            .claim("roles", user.roles().stream().map(Role::wireName).sorted().toList())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(expiresAt))
            .build();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).type(TYPE).build(),
            claims);
    try {
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e); // the key is one that we made for this
    }
  }

  @Override
  public Optional<Verified> verify(String token) {
    if (token.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      return isOurs(jwt) ? read(jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty(); // anybody may send anything
    }
  }

  private boolean isOurs(SignedJWT jwt) throws JOSEException {
    JWSHeader header = jwt.getHeader();
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
        || !TYPE.equals(header.getType())
        || header.getKeyID() == null) {
      return false;
    }
    Optional<ECKey> key = keys.find(header.getKeyID());
    return key.isPresent() && jwt.verify(new ECDSAVerifier(key.get()));
  }

  private Optional<Verified> read(JWTClaimsSet claims) throws ParseException {
    String session = claims.getStringClaim(SESSION);
    Date expires = claims.getExpirationTime();
    boolean holds =
        session != null
            && expires != null
            && ISSUER.equals(claims.getIssuer())
            && clock.instant().isBefore(expires.toInstant());
    return holds && session != null && expires != null
        ? Optional.of(new Verified(new SessionId(session), expires.toInstant()))
        : Optional.empty();
  }

  @Override
  public String rotate() {
    return keys.rotate();
  }

  @Override
  public void removeOutlived() {
    keys.removeOutlived();
  }

  @Override
  public List<String> publicKeys() {
    return keys.all().stream().map(key -> key.toPublicJWK().toJSONString()).toList();
  }
}
