package com.imageflowcanvas.components.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.ParameterSchema;
import com.imageflowcanvas.components.TestFrames;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestStepContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CropDetectionsTest {
  private static final ParameterSchema<CropDetections.Params> SCHEMA =
      ParameterSchema.of(CropDetections.Params.class);
  private static final Detection FACE = TestFrames.found("face", 0, 0.8, new Box(10, 20, 30, 10));
  private static final Detection DOG = TestFrames.found("dog", 1, 0.9, new Box(60, 50, 20, 20));

  private final Frame picture = TestFrames.withFound(TestFrames.noise(100, 80), FACE, DOG);

  @Test
  void eachCropHoldsItsOwnDetectionTheMostConfidentFirst() throws Exception {
    List<Frame> crops = crops(picture, Map.of("margin", 0));
    assertThat(crops).extracting(Frame::size).containsExactly(new Size(20, 20), new Size(30, 10));
    assertThat(crops)
        .extracting(crop -> crop.annotations().detections())
        .containsExactly(List.of(DOG), List.of(FACE));
  }

  @Test
  void cropHasThePixelsOfItsPlaceAndMapsBackToTheSubmittedImage() throws Exception {
    Frame crop = crops(picture, Map.of("margin", 10, "classes", "Face")).getFirst();
    assertThat(crop.size()).isEqualTo(new Size(36, 12));
    for (int y = 0; y < 12; y++) {
      for (int x = 0; x < 36; x++) {
        assertThat(Rasters.rgb(crop.image(), x, y))
            .isEqualTo(Rasters.rgb(picture.image(), 7 + x, 19 + y));
      }
    }
    assertThat(crop.toSubmitted().apply(new Box(3, 1, 30, 10))).isEqualTo(FACE.box());
  }

  @Test
  void placeIsFoundAgainInAShrunkImage() throws Exception {
    Frame shrunk = picture.withImage(TestFrames.noise(50, 40).image(), Transform.scale(2, 2));
    Frame crop = crops(shrunk, Map.of("margin", 0, "classes", "dog")).getFirst();
    assertThat(crop.size()).isEqualTo(new Size(10, 10));
    assertThat(crop.toSubmitted().apply(new Box(0, 0, 10, 10))).isEqualTo(DOG.box());
  }

  @Test
  void boxOverTheBorderIsClippedAndOneOutsideLeftOut() throws Exception {
    Frame frame =
        TestFrames.withFound(
            TestFrames.noise(50, 50),
            TestFrames.found("a", 0, 0.9, new Box(40, -5, 30, 20)),
            TestFrames.found("a", 0, 0.8, new Box(70, 70, 10, 10)));
    assertThat(crops(frame, Map.of("margin", 0)))
        .extracting(Frame::size)
        .containsExactly(new Size(10, 15));
  }

  @Test
  void smallOnesAndThoseOverTheNumberAreLeftOut() throws Exception {
    assertThat(crops(picture, Map.of("min_size", 15))).hasSize(1);
    assertThat(crops(picture, Map.of("max_count", 1)))
        .extracting(crop -> crop.annotations().detections().getFirst().className())
        .containsExactly("dog");
  }

  @Test
  void nothingFoundIsNoCropAndSaysSo() throws Exception {
    Outputs outputs = apply(picture, Map.of("classes", "cat"));
    assertThat(outputs.at("crops")).isEmpty();
    assertThat(outputs.reason("crops")).contains("cut out: 0 of 2 found (expected: at least 1)");
  }

  private static List<Frame> crops(Frame frame, Map<String, Object> values) throws Exception {
    return apply(frame, values).at("crops");
  }

  private static Outputs apply(Frame frame, Map<String, Object> values) throws Exception {
    CropDetections.Params params = SCHEMA.bind(values, "").value().orElseThrow();
    return new CropDetections().apply(Inputs.of(frame), params, new TestStepContext());
  }
}
