package com.imageflowcanvas.opencv;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** OpenCV's native libraries, loaded once per process. */
public final class OpenCv {
  private static boolean loaded;

  private OpenCv() {}

  /**
   * Loads core, imgproc and imgcodecs; further calls do nothing. Thread-safe. The first call takes
   * 0.4 to 0.8 s and unpacks the libraries to {@code ~/.javacpp/cache}, or to the folder that the
   * system property {@code org.bytedeco.javacpp.cachedir} names.
   *
   * @throws UnsatisfiedLinkError when the platform's libraries are not on the class path
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    leaveMemoryToUs();
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
    // images are spread over threads, not rows of one image; more threads in here would fight
    opencv_core.setNumThreads(1);
    opencv_core.setUseOpenCL(false);
    loaded = true;
  }

  /**
   * JavaCPP refuses allocations once the process holds twice the heap's maximum, which a small heap
   * beside large models reaches at once. Here every Mat is closed by hand and the size of images is
   * bounded, so its watch is switched off unless somebody has set it.
   */
  private static void leaveMemoryToUs() {
    for (String limit : new String[] {"maxBytes", "maxPhysicalBytes"}) {
      String property = "org.bytedeco.javacpp." + limit;
      if (System.getProperty(property) == null) {
        System.setProperty(property, "0");
      }
    }
  }
}
