package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checks a file before it is sent. */
final class Sha256 {
  private Sha256() {}

  static void check(Path file, String expected) throws IOException {
    String actual = of(file);
    if (actual.equalsIgnoreCase(expected)) return;
    throw new CommandFailure(
        ExitCode.REFUSED,
        file.getFileName() + ": sha256 " + actual + " (expected: " + expected + ")");
  }

  private static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
