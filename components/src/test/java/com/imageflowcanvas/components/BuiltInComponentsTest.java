package com.imageflowcanvas.components;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.opencv.BuiltInModels;
import com.imageflowcanvas.testkit.ComponentContract;
import com.imageflowcanvas.testkit.FakeDetector;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
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
            "blur_regions",
            "switch",
            "crop_detections",
            "merge");
  }

  @Test
  void repeatedRunsKeepNoNativeMemory() throws Exception {
    Frame input =
        TestFrames.withFound(
            TestFrames.noise(600, 600),
            TestFrames.found("face", 0, 0.9, new Box(100, 100, 400, 400)));
    Map<Size, Raster> memory = new HashMap<>();
    TestStepContext context =
        new TestStepContext(
            Map.of(BuiltInModels.HAAR_FACE, FakeDetector.street("haar-face")),
            (width, height, format) ->
                memory.computeIfAbsent(
                    new Size(width, height), size -> Rasters.AUTO.allocate(width, height, format)));
    for (ComponentDescriptor<?> component : CATALOG.all()) {
      long before = runManyTimes(component, input, context, 20);
      long after = runManyTimes(component, input, context, 150);
      // 150 runs that each left one Mat of 1 MB behind would hold 160 MB
      assertThat(after - before).as(component.type().value()).isLessThan(80L << 20);
    }
  }

  private static <P extends Record> long runManyTimes(
      ComponentDescriptor<P> component, Frame input, TestStepContext context, int runs)
      throws Exception {
    P params = component.schema().bind(Map.of(), "").value().orElseThrow();
    Inputs inputs =
        new Inputs(List.of(new Inputs.Arrival(component.input(0).name(), List.of(input))));
    for (int run = 0; run < runs; run++) {
      component.component().apply(inputs, params, context);
    }
    return Pointer.physicalBytes();
  }
}
