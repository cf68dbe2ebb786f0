package com.imageflowcanvas.opencv;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelLoader;
import com.imageflowcanvas.model.ModelName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_objdetect;

/** The models that are always there, because OpenCV's own jar brings them: {@code haar-face}. */
public final class BuiltInModels implements ModelLoader {
  /** Frontal faces. */
  public static final ModelName HAAR_FACE = new ModelName("haar-face");

  private static final String CASCADE = "haarcascade_frontalface_alt2.xml";

  @Override
  public List<ModelName> names() {
    return List.of(HAAR_FACE);
  }

  /** The name itself: what is built in changes with the program only. */
  @Override
  public String fingerprint(ModelName name) {
    return name.value();
  }

  @Override
  public Detector load(ModelName name) {
    if (!name.equals(HAAR_FACE)) {
      throw new ProblemException(
          ErrorCode.MODEL_NOT_INSTALLED,
          "model: " + name + " is not built in (expected: " + HAAR_FACE + ")");
    }
    OpenCv.load();
    Loader.load(opencv_objdetect.class);
    try {
      File cascade = Loader.cacheResource(resource());
      return new HaarFaceDetector(info(cascade), cascade.getPath());
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.MODEL_INVALID, "model: " + name + " cannot be unpacked to the cache folder", e);
    }
  }

  private static String resource() {
    return "/org/bytedeco/opencv/"
        + Loader.getPlatform()
        + "/share/opencv4/haarcascades/"
        + CASCADE;
  }

  private static ModelInfo info(File cascade) throws IOException {
    return new ModelInfo(
        HAAR_FACE,
        "cascade",
        0,
        0,
        List.of(HaarFaceDetector.FACE),
        0,
        Sha256.of(Files.readAllBytes(cascade.toPath())),
        "BSD-3-Clause (Intel License Agreement For Open Source Computer Vision Library)",
        true);
  }
}
