package com.imageflowcanvas.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Puts a user's words into paths. */
public final class Paths {
  private Paths() {}

  /** One segment of a path, or a value of a query, percent-encoded. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
