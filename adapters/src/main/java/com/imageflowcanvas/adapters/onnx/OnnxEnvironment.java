package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one environment that ONNX Runtime has in a process, opened so that it neither talks to the
 * network nor goes away too early.
 */
final class OnnxEnvironment {
  private static final Logger log = LoggerFactory.getLogger(OnnxEnvironment.class);
  private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";
  private static final String NAME = "imageflow";
  private static final OrtLoggingLevel LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;

  private OnnxEnvironment() {}

  /** The same environment at every call. */
  static OrtEnvironment open() {
    return Holder.OPEN;
  }

  private static OrtEnvironment opened() {
    switchTelemetryOff();
    OrtEnvironment environment = OrtEnvironment.getEnvironment(LEVEL, NAME);
    try {
      environment.setTelemetry(false);
      keepUntilTheEnd();
    } catch (OrtException | ReflectiveOperationException e) {
      log.warn("ONNX Runtime is set up only in part: {}", e.toString());
    }
    return environment;
  }

  /**
   * ONNX Runtime 1.29 for Linux reports machine and use to its maker unless this variable is set
   * before it is opened; and where the command line is longer than 4 KB, making the report crashes
   * the process. Java cannot set variables of its own process, so the C library is asked to.
   */
  private static void switchTelemetryOff() {
    Linker linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("setenv")
        .ifPresentOrElse(
            setenv -> set(linker, setenv), () -> log.debug("the platform has no setenv"));
  }

  private static void set(Linker linker, MemorySegment setenv) {
    FunctionDescriptor textTextInt =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      int failed =
          (int)
              linker
                  .downcallHandle(setenv, textTextInt)
                  .invokeExact(arena.allocateFrom(NO_TELEMETRY), arena.allocateFrom("1"), 1);
      if (failed != 0) {
        log.warn("{} could not be set", NO_TELEMETRY);
      }
    } catch (Throwable e) { // invokeExact declares it; the C function throws nothing
      throw new IllegalStateException("setenv", e);
    }
  }

  /**
   * The Java binding gives the environment back as soon as the process begins to end, and a model
   * that is loaded after that, by work that may still finish, crashes it. One more reference keeps
   * it: environments are counted, and the second is the first again.
   */
  private static void keepUntilTheEnd() throws ReflectiveOperationException {
    Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
    api.setAccessible(true);
    Method create =
        OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
    create.setAccessible(true);
    long handle = (long) create.invoke(null, api.getLong(null), LEVEL.getValue(), NAME);
    log.debug("ONNX Runtime's environment {} is kept", handle);
  }

  private static final class Holder {
    static final OrtEnvironment OPEN = opened();
  }
}
