package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Detector;

class FakeDetectorTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return FakeDetector.street("street");
  }

  @Override
  protected Raster crowd() {
    return Rasters.filled(320, 240, 0x808080);
  }
}
