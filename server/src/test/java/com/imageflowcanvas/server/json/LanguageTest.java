package com.imageflowcanvas.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | EN",
        "en-GB | EN",
        "ja,en | JA",
        "en;q=0.5,ja;q=0.9 | JA",
        "ja;q=0,en | EN",
        "fr,de | JA",
        "fr,en;q=0.1 | EN",
        "* | JA",
        "english | JA",
        ";;q=x | JA"
      })
  void firstLanguageThatWeSpeakIsTaken(String header, Language expected) {
    assertThat(Language.ofAcceptLanguage(header)).isEqualTo(expected);
  }

  @Test
  void withoutAHeaderItIsJapanese() {
    assertThat(Language.ofAcceptLanguage(null)).isEqualTo(Language.JA);
    assertThat(Language.ofAcceptLanguage("en,".repeat(1_000))).isEqualTo(Language.JA);
  }
}
