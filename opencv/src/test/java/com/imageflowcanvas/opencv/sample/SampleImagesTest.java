package com.imageflowcanvas.opencv.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.Orientation;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.opencv.BuiltInModels;
import com.imageflowcanvas.opencv.OpenCvImageCodec;
import com.imageflowcanvas.opencv.sample.SampleImages.SampleImage;
import com.imageflowcanvas.testkit.Rasters;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleImagesTest {
  private static final List<SampleImage> PAINTED = SampleImages.paint();

  @Test
  void theyAreTheSameEveryTime() {
    List<SampleImage> again = SampleImages.paint();
    assertThat(again).hasSize(2);
    for (int i = 0; i < again.size(); i++) {
      assertThat(again.get(i).jpeg()).isEqualTo(PAINTED.get(i).jpeg());
    }
  }

  @Test
  void theyArePhotosOfAnUsualSize() {
    ImageHeader expected = new ImageHeader(ImageFormat.JPEG, 1280, 800, Orientation.UPRIGHT, 1, 1);
    for (SampleImage image : PAINTED) {
      assertThat(ImageHeaders.read(image.jpeg())).isEqualTo(expected);
      assertThat(image.jpeg()).hasSizeBetween(50_000, 500_000);
    }
  }

  @Test
  void threePeopleHaveThreeFacesAndTheMarketHasNone() throws InterruptedException {
    assertThat(faces(PAINTED.getFirst())).hasSize(3);
    assertThat(faces(PAINTED.getLast())).isEmpty();
  }

  private static List<Detection> faces(SampleImage image) throws InterruptedException {
    ImageHeader header = ImageHeaders.read(image.jpeg());
    Raster raster =
        new OpenCvImageCodec().decode(image.jpeg(), header, header.uprightSize(), Rasters.AUTO);
    try (Detector detector = new BuiltInModels().load(BuiltInModels.HAAR_FACE)) {
      return detector.detect(raster, DetectOptions.DEFAULT, Cancellation.NEVER);
    }
  }
}
