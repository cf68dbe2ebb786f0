package com.imageflowcanvas.adapters.filesystem;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes that are on the disk when they return, also for a thread that is interrupted. */
final class DurableFiles {
  private static final int PART = 64 * 1024;

  private DurableFiles() {}

  static void write(Path file, byte[] content) throws IOException {
    // not a channel: an interrupt would close it in the middle
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      // the JVM copies what it writes: a small part stays in the processor's cache
      for (int at = 0; at < content.length; at += PART) {
        out.write(content, at, Math.min(PART, content.length - at));
      }
      out.getFD().sync();
    }
  }

  /** Makes the names in a folder durable. Only a channel can do it, so interrupts wait. */
  static void syncFolder(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (!synced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean synced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
