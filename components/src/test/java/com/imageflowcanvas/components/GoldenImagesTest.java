package com.imageflowcanvas.components;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.opencv.OpenCvImageCodec;
import com.imageflowcanvas.opencv.sample.SampleImages;
import com.imageflowcanvas.testkit.GoldenImages;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each component makes of the sample portrait, as somebody saw it and found it right. */
class GoldenImagesTest {
  private static final ComponentCatalog CATALOG =
      ComponentCatalog.load(GoldenImagesTest.class.getClassLoader());
  private static final GoldenImages GOLDEN =
      new GoldenImages(Path.of("src", "test", "resources", "golden"));
  private static final Frame PEOPLE = people();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "resize, resize, 'width=96'",
    "resize-stretch, resize, 'width=64 height=96 mode=stretch'",
    "resize-crop, resize, 'width=64 height=64 mode=crop'",
    "resize-larger, resize, 'width=240 interpolation=cubic'",
    "blur, blur, 'radius=3'",
    "sharpen, sharpen, 'amount=1.5'",
    "edge_detection, edge_detection, ''",
    "brightness, brightness, 'brightness=30'",
    "contrast, contrast, 'contrast=60'",
    "filter-half, filter, 'filter_type=edge_detection intensity=0.5'",
    "draw_detections, draw_detections, ''",
    "blur_regions, blur_regions, ''",
    "blur_regions-pixelate, blur_regions, 'mode=pixelate'",
    "crop_detections, crop_detections, 'classes=dog margin=20'",
    "blur_regions-fill, blur_regions, 'mode=fill color=#2244AA'",
  })
  void componentMakesTheImageThatWasFoundRight(String name, String component, String parameters)
      throws Exception {
    ComponentDescriptor<?> descriptor = CATALOG.find(new ComponentType(component)).orElseThrow();
    GOLDEN.check(name, apply(descriptor, parameters));
  }

  private static <P extends Record> Raster apply(
      ComponentDescriptor<P> component, String parameters) throws Exception {
    P params = component.schema().bind(values(parameters), "").value().orElseThrow();
    return component
        .component()
        .apply(Inputs.of(PEOPLE), params, new TestStepContext())
        .at(component.outputs().getFirst().name())
        .getFirst()
        .image();
  }

  private static Map<String, Object> values(String parameters) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String pair : parameters.isEmpty() ? new String[0] : parameters.split(" ", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return values;
  }

  /** The portrait at an eighth of its size, with its three faces. */
  private static Frame people() {
    byte[] jpeg = SampleImages.paint().getFirst().jpeg();
    ImageHeader header = ImageHeaders.read(jpeg);
    Raster small = new OpenCvImageCodec().decode(jpeg, header, new Size(160, 100), Rasters.AUTO);
    return TestFrames.withFound(
        TestFrames.of(small),
        TestFrames.found("face", 0, 0.9, new Box(21.5, 29, 32, 32)),
        TestFrames.found("face", 0, 0.88, new Box(65.5, 25, 31, 31)),
        TestFrames.found("dog", 1, 0.86, new Box(108, 30, 31, 31)));
  }
}
