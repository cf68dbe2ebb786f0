package com.imageflowcanvas.opencv;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.TestImage;
import com.imageflowcanvas.testkit.TestImages;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenCvImageCodecTest {
  private final OpenCvImageCodec codec = new OpenCvImageCodec();

  static List<TestImage> images() {
    return TestImages.all();
  }

  @ParameterizedTest
  @MethodSource("images")
  void everyKindOfImageIsDecodedUprightWithItsColors(TestImage image) {
    Size full = image.header().uprightSize();
    Raster raster = codec.decode(image.data(), image.header(), full, Rasters.AUTO);
    assertThat(raster.format()).isEqualTo(PixelFormat.BGR24);
    assertThat(new Size(raster.width(), raster.height())).isEqualTo(new Size(64, 48));
    for (int quarter = 0; quarter < 4; quarter++) {
      int found = Rasters.rgb(raster, 16 + quarter % 2 * 32, 12 + quarter / 2 * 24);
      int expected = image.quadrants().get(quarter);
      assertThat(Rasters.distance(found, expected))
          .as("quarter %d: %06x (expected: %06x)", quarter, found, expected)
          .isLessThanOrEqualTo(image.tolerance());
    }
  }
}
