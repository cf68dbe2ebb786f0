package com.imageflowcanvas.server.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The variables that are ours. */
final class Environment {
  static final String PREFIX = "IMAGEFLOW_";

  /** Names the file of settings; everything else in it can also be a variable. */
  static final String FILE = "IMAGEFLOW_CONFIG";

  /** Those of the launcher and of the client on the command line; no business of the server. */
  static final Set<String> OF_OTHERS =
      Set.of(
          "IMAGEFLOW_JAVA",
          "IMAGEFLOW_JAVA_OPTS",
          "IMAGEFLOW_AOT",
          "IMAGEFLOW_CHECKOUT",
          "IMAGEFLOW_URL",
          "IMAGEFLOW_USER",
          "IMAGEFLOW_PASSWORD",
          "IMAGEFLOW_API_KEY",
          "IMAGEFLOW_CA_CERTIFICATE");

  private Environment() {}

  /** Sorted, so that problems come in the same order each time; an empty value is no value. */
  static Map<String, String> ours(Map<String, String> all) {
    Map<String, String> ours = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !value.isBlank() && !OF_OTHERS.contains(name)) {
            ours.put(name, value);
          }
        });
    return ours;
  }
}
