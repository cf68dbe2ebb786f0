package com.imageflowcanvas.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeNameTest {
  @ParameterizedTest
  @CsvSource({
    "photo.jpg, photo.jpg",
    "../../etc/passwd, _.._etc_passwd",
    "C:\\x.png, C__x.png",
    "-rf, rf",
    ".hidden, hidden",
    "a*b?.jpg, a_b_.jpg",
    "写真.jpg, 写真.jpg",
    "name., name"
  })
  void whatCouldLeaveTheFolderIsReplaced(String name, String safe) {
    assertThat(SafeName.of(name)).isEqualTo(safe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "-", "   "})
  void nothingLeftIsCalledFile(String name) {
    assertThat(SafeName.of(name)).isEqualTo("file");
  }

  @Test
  void controlCharactersAndDirectionMarksAreReplaced() {
    assertThat(SafeName.of("a\n\u0000\u001b[2J\u202egpj.exe")).isEqualTo("a___[2J_gpj.exe");
  }

  @Test
  void aLongNameKeepsItsEnding() {
    String safe = SafeName.of("写".repeat(200) + ".jpg");

    assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(170, 180);
    assertThat(safe).endsWith("写.jpg");
  }

  @Test
  void stemAndEndingMakeTheName() {
    assertThat(SafeName.stem("a.b.jpg") + "|" + SafeName.ending("a.b.jpg")).isEqualTo("a.b|.jpg");
    assertThat(SafeName.stem("plain") + "|" + SafeName.ending("plain")).isEqualTo("plain|");
  }
}
