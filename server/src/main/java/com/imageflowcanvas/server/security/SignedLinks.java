package com.imageflowcanvas.server.security;

import com.imageflowcanvas.access.SecretStore;
import com.imageflowcanvas.access.SecretStore.Secret;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.id.TimeOrderedUuid;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the {@code ?access=…} of links that a browser can open without a token: one
 * file, five minutes, nothing else. HMAC-SHA256 over the file and the end. Thread-safe.
 */
public final class SignedLinks {
  /** How long a link holds. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final String PURPOSE = "signed-link";
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final Clock clock;

  public SignedLinks(SecretStore secrets, Clock clock) {
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Secret fresh =
        new Secret(
            TimeOrderedUuid.next(), PURPOSE, ENCODER.encodeToString(random), clock.instant());
    byte[] material = Base64.getUrlDecoder().decode(secrets.addFirst(fresh).material());
    this.key = new SecretKeySpec(material, ALGORITHM);
  }

  /** The value of {@code access} in a link to this file. */
  public String sign(FileId file) {
    long end = clock.instant().plus(LIFETIME).getEpochSecond();
    return end + "." + ENCODER.encodeToString(mac(file, end));
  }

  /** Whether this opens this file now. */
  public boolean opens(FileId file, String access) {
    int dot = access.indexOf('.');
    if (dot < 1 || !access.substring(0, dot).matches("\\d{1,12}")) {
      return false;
    }
    long end = Long.parseLong(access.substring(0, dot));
    byte[] expected = ENCODER.encode(mac(file, end));
    byte[] given = access.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, given) && clock.instant().getEpochSecond() < end;
  }

  private byte[] mac(FileId file, long end) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal((end + "/" + file.value()).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
