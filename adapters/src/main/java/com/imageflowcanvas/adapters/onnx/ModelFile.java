package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.model.ModelName;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model's file, read once, so that all that is told of it is true of the same bytes even when it
 * is replaced meanwhile.
 *
 * @param bytes the whole file; lives as long as the arena it was read into
 * @param sha256 lower-case hex
 */
record ModelFile(ModelName name, MemorySegment bytes, String sha256) {
  /** Limit of protobuf, and so of ONNX. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  /**
   * @throws ProblemException MODEL_NOT_INSTALLED or MODEL_INVALID
   */
  static ModelFile read(ModelName name, Path path, Arena arena) {
    if (!Files.isRegularFile(path)) {
      throw new ProblemException(ErrorCode.MODEL_NOT_INSTALLED, "model: " + name);
    }
    try (FileChannel channel = FileChannel.open(path)) {
      MemorySegment bytes = arena.allocate(checkedSize(name, channel.size()));
      fill(name, bytes.asByteBuffer(), channel);
      return new ModelFile(name, bytes, sha256(bytes.asByteBuffer()));
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.MODEL_INVALID, "model " + name + ": its file cannot be read", e);
    }
  }

  private static long checkedSize(ModelName name, long size) {
    if (size < 1 || size > MAX_BYTES) {
      throw InvalidModel.because(name, size + " bytes (expected: an ONNX file, at most 2 GB)");
    }
    return size;
  }

  private static void fill(ModelName name, ByteBuffer target, FileChannel channel)
      throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw InvalidModel.because(name, "its file became shorter while it was read");
      }
    }
  }

  private static String sha256(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
