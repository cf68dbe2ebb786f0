package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNameLiteralTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{0: 'person', 1: 'potter\\'s wheel'}",
        "{0: 'person', 1: \"potter's wheel\"}",
        "{\"0\": \"person\", \"1\": \"potter's wheel\"}",
        "{'1': \"potter's wheel\", '0': 'person'}",
        "['person', \"potter's wheel\"]",
        " { 0 :'person' ,1:\"potter's wheel\",\n} ",
        "{0: 'p\\x65rson', 1: 'potter\\u0027s wheel'}"
      })
  void pythonAndJsonAreRead(String literal) {
    assertThat(ClassNameLiteral.parse(literal)).containsExactly("person", "potter's wheel");
  }

  @Test
  void textOfAnyScriptIsKept() {
    assertThat(ClassNameLiteral.parse("{0: '人', 1: 'a, b: {c}', 2: ''}"))
        .containsExactly("人", "a, b: {c}", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "person",
        "{",
        "{}",
        "[]",
        "{0: 'person'",
        "{0: 'person', 2: 'bus'}",
        "{1: 'person'}",
        "{-1: 'person'}",
        "{0: person}",
        "{0: 'person' 1: 'bus'}",
        "{0: 'person'} trailing }",
        "{0: ['person']}",
        "{0: 'person', 999999999999: 'bus'}",
        "{0: 'person\\"
      })
  void whatIsNotUnderstoodGivesNoNames(String literal) {
    assertThat(ClassNameLiteral.parse(literal)).isEmpty();
  }

  @Test
  void manyNamesAreReadAndTooManyAreNot() {
    assertThat(ClassNameLiteral.parse(dictOf(1000))).hasSize(1000);
    assertThat(ClassNameLiteral.parse(dictOf(30_000))).isEmpty();
  }

  @Test
  void longOrNestedNonsenseIsRefusedWithoutBreaking() {
    assertThat(ClassNameLiteral.parse("{" + "0: '".repeat(300_000) + "}")).isEmpty();
    assertThat(ClassNameLiteral.parse("{0: '" + "\\'".repeat(500_000) + "'}")).hasSize(1);
    assertThat(ClassNameLiteral.parse("[" + "[".repeat(1_000_000) + "]")).isEmpty();
  }

  private static String dictOf(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> i + ": 'n" + i + "'")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
