package com.imageflowcanvas.opencv;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Optional;

/**
 * The C library's memory, of which OpenCV's images are made. It keeps what was freed, for the next
 * image; after a burst of large ones that is hundreds of megabytes that nobody needs.
 */
public final class NativeMemory {
  private static final Optional<MethodHandle> MALLOC_TRIM =
      Linker.nativeLinker()
          .defaultLookup()
          .find("malloc_trim")
          .map(
              function ->
                  Linker.nativeLinker()
                      .downcallHandle(
                          function,
                          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));

  private static volatile long lastUse = System.nanoTime();

  private NativeMemory() {}

  /** To be called when an image was decoded or encoded. Thread-safe. */
  static void used() {
    lastUse = System.nanoTime();
  }

  /** How long no image was decoded or encoded. */
  public static Duration unusedFor() {
    return Duration.ofNanos(System.nanoTime() - lastUse);
  }

  /**
   * Gives what is free back to the operating system; some milliseconds. Does nothing where the C
   * library is not glibc.
   */
  public static void giveBack() {
    MALLOC_TRIM.ifPresent(NativeMemory::trim);
  }

  private static void trim(MethodHandle mallocTrim) {
    try {
      int released = (int) mallocTrim.invokeExact(0L);
      assert released == 0 || released == 1 : released;
    } catch (Throwable e) { // invokeExact declares it; a C function throws nothing
      throw new IllegalStateException("malloc_trim failed", e);
    }
  }
}
