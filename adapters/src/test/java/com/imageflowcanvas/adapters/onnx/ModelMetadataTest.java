package com.imageflowcanvas.adapters.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.image.Size;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelMetadataTest {

  @Test
  void whatUltralyticsWritesIsRead() {
    ModelMetadata metadata =
        ModelMetadata.of(
            Map.of(
                "names", "{0: 'person'}",
                "imgsz", "[384, 640]",
                "task", "detect",
                "license", "AGPL-3.0"));
    assertThat(metadata.classNames()).containsExactly("person");
    assertThat(metadata.inputSize()).contains(new Size(640, 384));
    assertThat(metadata.task()).isEqualTo("detect");
    assertThat(metadata.license()).isEqualTo("AGPL-3.0");
  }

  @Test
  void oneNumberIsASquare() {
    assertThat(ModelMetadata.of(Map.of("imgsz", "320")).inputSize()).contains(new Size(320, 320));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[640,",
        "[0, 0]",
        "[31, 640]",
        "[100, 640]",
        "[640, 99999]",
        "-640",
        "1e9"
      })
  void sizesThatMakeNoSenseCountAsAbsent(String size) {
    assertThat(ModelMetadata.of(Map.of("imgsz", size)).inputSize()).isEmpty();
  }

  @Test
  void textIsCutAndCleaned() {
    ModelMetadata metadata = ModelMetadata.of(Map.of("license", "a\u0000b\n" + "c".repeat(5000)));
    assertThat(metadata.license()).startsWith("a b c").hasSize(200);
  }
}
