package com.imageflowcanvas.opencv.webp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.zip.DataFormatException;

/** The functions of {@code webp/decode.h} behind its inline ones. Thread-safe. */
final class DecoderFunctions {
  /** The major half decides; the minor one counts additions. */
  private static final int ABI_VERSION = 0x0209;

  private static final int STATUS_OK = 0;
  private static final int MODE_BGR = 2;
  private static final byte UNTOUCHED = (byte) 0xA5;

  private final MethodHandle initConfig;
  private final MethodHandle getFeatures;
  private final MethodHandle decode;

  /**
   * @throws java.util.NoSuchElementException when one of the functions is missing
   */
  DecoderFunctions(SymbolLookup library) {
    initConfig =
        function(
            library,
            "WebPInitDecoderConfigInternal",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    getFeatures =
        function(
            library,
            "WebPGetFeaturesInternal",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT));
    decode =
        function(
            library, "WebPDecode", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
  }

  private static MethodHandle function(
      SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
  }

  /**
   * Whether the library accepts the version and clears exactly as many bytes as the configuration
   * has here.
   */
  boolean knowOurStructs() {
    long size = DecoderStructs.CONFIG.byteSize();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment config = arena.allocate(2 * size, Long.BYTES).fill(UNTOUCHED);
      if (!init(config)) {
        return false;
      }
      MemorySegment cleared = arena.allocate(2 * size);
      cleared.asSlice(size).fill(UNTOUCHED);
      return config.mismatch(cleared) == -1;
    }
  }

  /**
   * Reads the headers.
   *
   * @param file native memory
   * @throws DataFormatException when they are damaged
   */
  Features features(MemorySegment file) throws DataFormatException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment features = arena.allocate(DecoderStructs.FEATURES);
      requireOk(getFeatures(file, features));
      return new Features(
          new Size(feature(features, "width"), feature(features, "height")),
          feature(features, "has_alpha") != 0,
          feature(features, "has_animation") != 0);
    }
  }

  private static int feature(MemorySegment features, String name) {
    return features.get(JAVA_INT, DecoderStructs.offset(DecoderStructs.FEATURES, name));
  }

  /**
   * Decodes a still image and scales it to the size of the raster.
   *
   * @param file native memory
   * @param target BGR24
   * @throws DataFormatException when the data are damaged or end too early
   */
  void decode(MemorySegment file, Raster target) throws DataFormatException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment config = arena.allocate(DecoderStructs.CONFIG);
      if (!init(config)) {
        throw new IllegalStateException("libwebp no longer accepts version " + ABI_VERSION);
      }
      set(config, MODE_BGR, "output", "colorspace");
      // libwebp then owns nothing that had to be freed
      set(config, 1, "output", "is_external_memory");
      config.set(ADDRESS, offset("output", "rgba"), target.pixels());
      set(config, target.width() * target.format().channels(), "output", "stride");
      config.set(JAVA_LONG, offset("output", "size"), target.pixels().byteSize());
      set(config, 1, "options", "use_scaling");
      set(config, target.width(), "options", "scaled_width");
      set(config, target.height(), "options", "scaled_height");
      requireOk(decode(file, config));
    } finally {
      // the configuration holds its address only
      Reference.reachabilityFence(target);
    }
  }

  private static void set(MemorySegment config, int value, String struct, String field) {
    config.set(JAVA_INT, offset(struct, field), value);
  }

  private static long offset(String struct, String field) {
    return DecoderStructs.offset(DecoderStructs.CONFIG, struct, field);
  }

  private static void requireOk(int status) throws DataFormatException {
    if (status != STATUS_OK) {
      throw new DataFormatException("libwebp: status " + status + " (expected: 0)");
    }
  }

  private boolean init(MemorySegment config) {
    try {
      return (int) initConfig.invokeExact(config, ABI_VERSION) != 0;
    } catch (Throwable e) { // invokeExact declares it; a C function throws nothing
      throw new IllegalStateException("WebPInitDecoderConfigInternal failed", e);
    }
  }

  private int getFeatures(MemorySegment file, MemorySegment features) {
    try {
      return (int) getFeatures.invokeExact(file, file.byteSize(), features, ABI_VERSION);
    } catch (Throwable e) { // invokeExact declares it; a C function throws nothing
      throw new IllegalStateException("WebPGetFeaturesInternal failed", e);
    }
  }

  private int decode(MemorySegment file, MemorySegment config) {
    try {
      return (int) decode.invokeExact(file, file.byteSize(), config);
    } catch (Throwable e) { // invokeExact declares it; a C function throws nothing
      throw new IllegalStateException("WebPDecode failed", e);
    }
  }
}
