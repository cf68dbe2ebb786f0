package com.imageflowcanvas.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @Test
  void objectIsReadAsPlainValues() {
    assertThat(StrictJson.object("{\"a\":1,\"b\":[true,\"x\",2.5],\"c\":{}}", "parameters"))
        .isEqualTo(Map.of("a", 1, "b", List.of(true, "x", 2.5), "c", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "5",
        "{",
        "{\"a\":1} {}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "{/**/}",
        "{\"a\":\"\\ud800\"}",
        "{\"\\u0000\":1}"
      })
  void anythingElseIsRefused(String text) {
    assertRefused(text);
  }

  @Test
  void whatNobodyWritesByHandIsRefused() {
    assertRefused("{\"a\":".repeat(500) + "1" + "}".repeat(500));
    assertRefused("{\"a\":" + "9".repeat(500) + "}");
  }

  @Test
  void textsAreAListOfTexts() {
    assertThat(StrictJson.texts("[\"a\",\"b\"]", "ids")).containsExactly("a", "b");
    assertThatThrownBy(() -> StrictJson.texts("[1]", "ids")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> StrictJson.texts("[", "ids")).isInstanceOf(ProblemException.class);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> StrictJson.object(text, "parameters"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(e.problem().errors().getFirst().pointer()).isEqualTo("/parameters");
              assertThat(e.problem().detail()).startsWith("parameters: ");
            });
  }
}
