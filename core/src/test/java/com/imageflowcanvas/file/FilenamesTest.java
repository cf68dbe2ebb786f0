package com.imageflowcanvas.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilenamesTest {
  @Test
  void onlyTheLastPartOfAPathIsKept() {
    assertThat(Filenames.safe("../../etc/passwd")).isEqualTo("passwd");
    assertThat(Filenames.safe("C:\\photos\\a.jpg")).isEqualTo("a.jpg");
    assertThat(Filenames.safe("photos/")).isEqualTo("image");
  }

  @Test
  void lettersOfAllLanguagesStay() {
    assertThat(Filenames.safe("写真 1.jpg")).isEqualTo("写真 1.jpg");
    assertThat(Filenames.safe("e\u0301te\u0301.jpg")).isEqualTo("été.jpg");
    assertThat(Filenames.safe("😀.jpg")).isEqualTo("😀.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000", "\r", "\n", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029", "\u202e", "\u2066",
        "\ufeff", "\ud800", "\"", "*", ":", "<", ">", "?", "|"
      })
  void whatDoesHarmInHeadersListsOrFileSystemsIsLeftOut(String harmful) {
    assertThat(Filenames.safe("a" + harmful + "b.jpg")).isEqualTo("ab.jpg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "/", "\\", "\u202e", ". . ."})
  void nameOfNothingIsImage(String name) {
    assertThat(Filenames.safe(name)).isEqualTo("image");
  }

  @Test
  void longNameIsCutInTheMiddleAndKeepsItsEnding() {
    assertThat(Filenames.safe("x".repeat(300) + ".jpg")).isEqualTo("x".repeat(146) + ".jpg");
    assertThat(Filenames.safe("写".repeat(300) + ".jpeg")).isEqualTo("写".repeat(145) + ".jpeg");
    assertThat(Filenames.safe("x".repeat(300))).isEqualTo("x".repeat(150));
    assertThat(Filenames.safe("x.tar." + "y".repeat(300))).hasSize(150);
    assertThat(Filenames.safe("😀".repeat(200) + ".png")).isEqualTo("😀".repeat(73) + ".png");
  }

  @Test
  void stemIsTheNameWithoutItsEnding() {
    assertThat(Filenames.stem("yolo11n.v2.onnx")).isEqualTo("yolo11n.v2");
    assertThat(Filenames.stem("photo")).isEqualTo("photo");
  }
}
