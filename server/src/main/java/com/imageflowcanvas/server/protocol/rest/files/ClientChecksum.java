package com.imageflowcanvas.server.protocol.rest.files;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SHA-256 that a client says its file has. */
final class ClientChecksum {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

  /** A member of {@code Content-Digest} (RFC 9530); other algorithms are passed over. */
  private static final Pattern DIGEST = Pattern.compile("sha-256\\s*=\\s*(.*)");

  private static final Pattern BASE64 = Pattern.compile(":([A-Za-z0-9+/=]*):\\s*(;.*)?");

  private static final int BYTES = 32;

  private ClientChecksum() {}

  /** As a field or parameter. */
  static Optional<String> ofField(Optional<String> sha256) {
    Optional<String> given = sha256.filter(text -> !text.isBlank());
    given
        .filter(text -> !HEX.matcher(text).matches())
        .ifPresent(
            text -> {
              throw PageRequest.wrong("sha256", text, "64 hex digits");
            });
    return given;
  }

  /** Of a body: as a parameter, or as the header {@code Content-Digest} or {@code Repr-Digest}. */
  static Optional<String> ofBody(HttpServletRequest request, Optional<String> sha256) {
    List<String> given = new ArrayList<>();
    ofField(sha256).ifPresent(hex -> given.add(hex.toLowerCase(Locale.ROOT)));
    for (String name : List.of("Content-Digest", "Repr-Digest")) {
      Collections.list(request.getHeaders(name)).stream()
          .flatMap(header -> Arrays.stream(header.split(",")))
          .map(member -> DIGEST.matcher(member.strip()))
          .filter(Matcher::matches)
          .forEach(digest -> given.add(hex(name, digest.group(1))));
    }
    if (given.stream().distinct().count() > 1) {
      throw PageRequest.wrong("sha256", String.join(", ", given), "one, or the same everywhere");
    }
    return given.stream().findFirst();
  }

  private static String hex(String header, String value) {
    Matcher base64 = BASE64.matcher(value);
    if (base64.matches()) {
      try {
        byte[] bytes = Base64.getDecoder().decode(base64.group(1));
        if (bytes.length == BYTES) {
          return HexFormat.of().formatHex(bytes);
        }
      } catch (IllegalArgumentException e) {
        throw wrong(header, value);
      }
    }
    throw wrong(header, value);
  }

  private static ProblemException wrong(String header, String value) {
    return PageRequest.wrong(header, "sha-256=" + value, "sha-256=:<base64 of 32 bytes>:");
  }
}
