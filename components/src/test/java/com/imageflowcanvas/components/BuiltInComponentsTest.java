package com.imageflowcanvas.components;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.testkit.ComponentContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BuiltInComponentsTest {
  private static final ComponentCatalog CATALOG =
      ComponentCatalog.load(BuiltInComponentsTest.class.getClassLoader());

  @TestFactory
  Stream<DynamicNode> everyComponentKeepsItsContract() {
    return ComponentContract.of(CATALOG);
  }

  @Test
  void theCatalogHasThemAllInTheOrderOfThePalette() {
    assertThat(CATALOG.all())
        .extracting(component -> component.type().value())
        .containsExactly(
            "resize",
            "ai_detection",
            "filter",
            "blur",
            "sharpen",
            "edge_detection",
            "brightness",
            "contrast",
            "draw_detections",
            "blur_regions");
  }
}
