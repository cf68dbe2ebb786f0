package com.imageflowcanvas.opencv;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OpenCV's native libraries, loaded once per process. */
public final class OpenCv {
  private static final Logger log = LoggerFactory.getLogger(OpenCv.class);
  private static final int LOG_LEVEL_SILENT = 0;

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
    silence();
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

  /**
   * OpenCV writes a line with paths of its build machine to stderr for each damaged image; what is
   * wrong with one is told by exceptions here. JavaCPP does not map the C++ function {@code
   * cv::utils::logging::setLogLevel}, so it is called by its symbol; where that has another name,
   * the lines stay.
   */
  private static void silence() {
    SymbolLookup.loaderLookup()
        .find("_ZN2cv5utils7logging11setLogLevelENS1_8LogLevelE")
        .ifPresent(OpenCv::setLogLevelSilent);
  }

  private static void setLogLevelSilent(MemorySegment function) {
    FunctionDescriptor intToInt = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    MethodHandle setLogLevel = Linker.nativeLinker().downcallHandle(function, intToInt);
    try {
      int before = (int) setLogLevel.invokeExact(LOG_LEVEL_SILENT);
      log.debug("OpenCV's own log level was {}", before);
    } catch (Throwable e) { // invokeExact declares it; the C++ function throws nothing
      throw new IllegalStateException("cannot set OpenCV's log level", e);
    }
  }
}
