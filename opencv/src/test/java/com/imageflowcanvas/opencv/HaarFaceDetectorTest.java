package com.imageflowcanvas.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.opencv.sample.SampleImages;
import com.imageflowcanvas.testkit.DetectorContract;
import com.imageflowcanvas.testkit.Rasters;
import com.imageflowcanvas.testkit.SharedData;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HaarFaceDetectorTest extends DetectorContract {
  private static final Detector DETECTOR = new BuiltInModels().load(BuiltInModels.HAAR_FACE);
  private static final Raster PEOPLE = decode(SampleImages.paint().getFirst().jpeg());

  /** The faces of the group photo, found by a finer search and looked at: left, top, side in px. */
  private static final int[][] TEN_FACES = {
    {771, 479, 68}, {271, 281, 65}, {526, 239, 58}, {951, 281, 64}, {615, 453, 67},
    {393, 305, 54}, {401, 501, 66}, {800, 264, 64}, {656, 249, 56}, {164, 292, 67}
  };

  @AfterAll
  static void close() {
    DETECTOR.close();
  }

  @Override
  protected Detector detector() {
    return DETECTOR;
  }

  @Override
  protected Raster crowd() {
    return PEOPLE;
  }

  @Test
  void allTenFacesOfTheGroupPhotoAreFoundAndNothingElse() throws Exception {
    List<Detection> found = find(SharedData.image("group_of_ten.jpg"));
    assertThat(found).hasSize(TEN_FACES.length);
    for (int[] face : TEN_FACES) {
      Box expected = new Box(face[0], face[1], face[2], face[2]);
      assertThat(found).anyMatch(detection -> detection.box().iou(expected) > 0.6);
    }
  }

  @Test
  void photosWithoutFrontalFacesGiveNone() throws Exception {
    for (String photo : List.of("000000000285.jpg", "000000000724.jpg", "000000002006.jpg")) {
      assertThat(find(SharedData.image(photo))).as(photo).isEmpty();
    }
  }

  @Test
  void onlyHaarFaceIsBuiltIn() {
    BuiltInModels models = new BuiltInModels();
    assertThat(models.names()).containsExactly(new ModelName("haar-face"));
    assertThat(DETECTOR.info().classes()).containsExactly("face");
    assertThat(DETECTOR.info().sha256()).matches("[0-9a-f]{64}");
    assertThat(DETECTOR.info().builtIn()).isTrue();
    assertThatThrownBy(() -> models.load(new ModelName("yolo11n")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("model: yolo11n is not built in (expected: haar-face)");
  }

  @Test
  void closedDetectorRefusesToWork() {
    Detector closed = new BuiltInModels().load(BuiltInModels.HAAR_FACE);
    closed.close();
    assertThatThrownBy(() -> closed.detect(PEOPLE, DetectOptions.DEFAULT, Cancellation.NEVER))
        .hasMessageContaining("closed");
  }

  @Test
  void repeatedRunsKeepNoNativeMemory() throws InterruptedException {
    Raster image = Rasters.filled(1000, 1000, 0x777777);
    long before = 0;
    for (int run = 0; run < 60; run++) {
      if (run == 10) {
        before = Pointer.physicalBytes();
      }
      DETECTOR.detect(image, DetectOptions.DEFAULT, Cancellation.NEVER);
    }
    // 50 runs that each left one grey Mat of 1 MB and its pyramid behind would hold 100 MB and more
    assertThat(Pointer.physicalBytes() - before).isLessThan(40L << 20);
  }

  private static List<Detection> find(byte[] jpeg) throws IOException, InterruptedException {
    return DETECTOR.detect(decode(jpeg), DetectOptions.DEFAULT, Cancellation.NEVER);
  }

  private static Raster decode(byte[] jpeg) {
    ImageHeader header = ImageHeaders.read(jpeg);
    return new OpenCvImageCodec().decode(jpeg, header, header.uprightSize(), Rasters.AUTO);
  }
}
