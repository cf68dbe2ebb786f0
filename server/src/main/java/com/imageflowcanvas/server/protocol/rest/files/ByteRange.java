package com.imageflowcanvas.server.protocol.rest.files;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that a client asks for (RFC 9110, 14.1.2).
 *
 * @param first byte, from 0
 * @param last byte, included
 */
record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("(?i)\\s*bytes\\s*=\\s*(\\d*)-(\\d*)\\s*");

  /**
   * What the header asks for. Empty, which means the whole file, for anything but one range of
   * bytes: a server may always answer so.
   *
   * @param header value of {@code Range}
   * @throws UnsatisfiableException when the file has no byte of it
   */
  static Optional<ByteRange> of(@Nullable String header, long size) throws UnsatisfiableException {
    Matcher asked = ONE.matcher(header == null ? "" : header);
    if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (asked.group(1).isEmpty()) {
      return Optional.of(lastBytes(number(asked.group(2)), size));
    }
    long first = number(asked.group(1));
    long last = asked.group(2).isEmpty() ? size - 1 : number(asked.group(2));
    if (!asked.group(2).isEmpty() && last < first) {
      return Optional.empty();
    }
    if (first >= size) {
      throw new UnsatisfiableException();
    }
    return Optional.of(new ByteRange(first, Math.min(last, size - 1)));
  }

  long length() {
    return last - first + 1;
  }

  /** Value of {@code Content-Range}. */
  String contentRange(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  /** As far as a number can go. */
  private static long number(String digits) {
    return new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static ByteRange lastBytes(long count, long size) throws UnsatisfiableException {
    if (count == 0 || size == 0) {
      throw new UnsatisfiableException();
    }
    return new ByteRange(Math.max(0, size - count), size - 1);
  }

  /** The file has no byte of the range. */
  static final class UnsatisfiableException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
