package com.imageflowcanvas.server.protocol.rest.files;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * What a request makes its answer depend on (RFC 9110, 13). Dates that are none are passed over.
 *
 * @param tag of what is stored, strong
 * @param modified when it was stored, in whole seconds
 */
record Preconditions(ETag tag, Instant modified) {

  /** What to answer with. */
  enum Verdict {
    SEND,
    NOT_MODIFIED,
    FAILED
  }

  Verdict judge(HttpServletRequest request) {
    if (isGiven(request, HttpHeaders.IF_MATCH)) {
      if (!names(request, HttpHeaders.IF_MATCH, other -> tag.compare(other, true))) {
        return Verdict.FAILED;
      }
    } else if (isAfter(request, HttpHeaders.IF_UNMODIFIED_SINCE).orElse(false)) {
      return Verdict.FAILED;
    }
    boolean same =
        isGiven(request, HttpHeaders.IF_NONE_MATCH)
            ? names(request, HttpHeaders.IF_NONE_MATCH, other -> tag.compare(other, false))
            : !isAfter(request, HttpHeaders.IF_MODIFIED_SINCE).orElse(true);
    return same ? Verdict.NOT_MODIFIED : Verdict.SEND;
  }

  /** Whether what {@code If-Range} names is what is stored; an absent header names anything. */
  boolean rangeHolds(HttpServletRequest request) {
    String given = request.getHeader(HttpHeaders.IF_RANGE);
    if (given == null) {
      return true;
    }
    if (given.startsWith("\"") || given.startsWith("W/")) {
      return names(request, HttpHeaders.IF_RANGE, other -> tag.compare(other, true));
    }
    return date(request, HttpHeaders.IF_RANGE).filter(modified::equals).isPresent();
  }

  private static boolean isGiven(HttpServletRequest request, String header) {
    return request.getHeader(header) != null;
  }

  private static boolean names(HttpServletRequest request, String header, Predicate<ETag> same) {
    List<String> values = Collections.list(request.getHeaders(header));
    return values.stream().anyMatch(value -> value.strip().equals("*"))
        || ETag.parse(String.join(",", values)).stream().anyMatch(same);
  }

  private Optional<Boolean> isAfter(HttpServletRequest request, String header) {
    return date(request, header).map(modified::isAfter);
  }

  private static Optional<Instant> date(HttpServletRequest request, String header) {
    try {
      long millis = request.getDateHeader(header);
      return millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
