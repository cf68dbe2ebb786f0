package com.imageflowcanvas.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "",
        "{\"a\":\"日本語 \ud83d\ude00 e\u0301 \u202e\"}",
        "\"\\ud83d\\ude00\"",
        "\"\\uD83D\\uDE00\\uD83D\\uDE00\"",
        "\"\\\\ud800 is written with a backslash\"",
        "\"\\\\\\\\u0000\"",
        "\"\\u00e9\\u0001\\n\\\"\"",
        "\"\\u00",
        "\"\\"
      })
  void textsOfWholeCharactersPass(String text) {
    assertThat(JsonText.fault(text)).isEmpty();
    assertThat(JsonText.fault(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud83d\\ude00\\ude00\"",
        "\"\\ud83d \\ude00\"",
        "\"\\\\\\ud800\"",
        "\"\\u0000\"",
        "{\"\\u0000\":1}",
        "{\"\\ud800\":1}"
      })
  void halvesOfCharactersAndNulAreRefused(String text) {
    assertThat(JsonText.fault(text)).isPresent();
    assertThat(JsonText.fault(text.getBytes(StandardCharsets.UTF_8))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c0af", "e080af", "eda080", "f4908080", "f888808080", "ff", "c3", "fffe7b007d00"})
  void bytesThatAreNotUtf8AreRefused(String hex) {
    assertThat(JsonText.fault(HexFormat.of().parseHex(hex)))
        .contains("broken text (expected: UTF-8)");
  }

  @Test
  void faultNamesTheValueAndWhatWasExpected() {
    assertThat(JsonText.fault("\"\\uD800\"")).contains("\\ud800 (expected: whole characters)");
    assertThat(JsonText.fault("\"\\u0000\"")).contains("\\u0000 (expected: no NUL)");
  }
}
