package com.imageflowcanvas.server.config;

import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param key its name in {@code imageflow.yml}, dotted, for example {@code http.port}
 * @param defaultText what holds when nobody sets it; empty for "nothing"
 * @param text what it does, for people, one sentence
 * @param secret whether its value may never be shown
 */
record Setting<T>(
    String key, SettingType<T> type, String defaultText, String text, boolean secret) {

  static <T> Setting<T> of(String key, SettingType<T> type, String defaultText, String text) {
    return new Setting<>(key, type, defaultText, text, false);
  }

  /** The name of the variable that overrides the file, for example IMAGEFLOW_HTTP_PORT. */
  String environmentName() {
    return Environment.PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  T defaultValue() {
    return type.parse(defaultText)
        .orElseThrow(() -> new IllegalStateException("default of " + key + ": " + defaultText));
  }
}
