package com.imageflowcanvas.opencv;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.testkit.EightThreads;
import com.imageflowcanvas.testkit.Rasters;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class OpenCvTest {

  @Test
  void itIsLoadedOnceForAllThreads() throws Exception {
    EightThreads.run(OpenCv::load);
    assertThat(opencv_core.getNumThreads()).isEqualTo(1);
  }

  @Test
  void theBridgeSetsNoLimitOfItsOwnOnMemory() {
    OpenCv.load();
    assertThat(Pointer.maxBytes()).isZero();
    assertThat(Pointer.maxPhysicalBytes()).isZero();
  }

  @Test
  void whatIsWrittenToTheViewIsInTheRaster() {
    Raster raster = Rasters.filled(7, 5, 0x112233);
    try (Mat view = Mats.of(raster);
        Scalar color = new Scalar(0x33, 0x66, 0x99, 0)) {
      assertThat(Mats.isViewOf(view, raster)).isTrue();
      view.put(color);
    }
    assertThat(Rasters.rgb(raster, 6, 4)).isEqualTo(0x996633);
  }

  @Test
  void greyRastersHaveOneChannel() {
    Raster raster = Rasters.AUTO.allocate(3, 2, PixelFormat.GRAY8);
    try (Mat view = Mats.of(raster);
        Scalar level = Scalar.all(77)) {
      assertThat(view.channels()).isEqualTo(1);
      view.put(level);
    }
    assertThat(raster.pixels().get(ValueLayout.JAVA_BYTE, 5)).isEqualTo((byte) 77);
  }
}
