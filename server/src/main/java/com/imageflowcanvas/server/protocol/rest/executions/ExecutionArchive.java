package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.Filenames;
import com.imageflowcanvas.file.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the results of an execution as a zip: {@code results.json} with all that is known of it,
 * and its output files, but for those deleted since, in folders named by their place among the
 * images, from 1. Thread-safe.
 */
final class ExecutionArchive {
  static final String RESULTS = "results.json";

  private final FileService files;

  ExecutionArchive(FileService files) {
    this.files = files;
  }

  /**
   * @param results content of {@code results.json}
   * @param out left open
   */
  void write(Execution execution, byte[] results, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    zip.putNextEntry(entry(RESULTS, execution));
    zip.write(results);
    zip.closeEntry();
    // image files are compressed already
    zip.setLevel(Deflater.NO_COMPRESSION);
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < execution.items().size(); i++) {
      for (OutputFile output : execution.items().get(i).outputs()) {
        String name = unique((i + 1) + "/" + Filenames.safe(output.filename()), taken);
        Optional<InputStream> content = content(output);
        if (content.isPresent()) {
          zip.putNextEntry(entry(name, execution));
          try (InputStream in = content.get()) {
            in.transferTo(zip);
          }
          zip.closeEntry();
        }
      }
    }
    zip.finish();
  }

  /** Empty when it was deleted: what has begun to be sent cannot fail any more. */
  private Optional<InputStream> content(OutputFile output) {
    try {
      StoredFile file = files.find(output.id());
      return Optional.of(files.open(file, 0, file.sizeBytes()));
    } catch (ProblemException e) {
      if (e.problem().code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ZipEntry entry(String name, Execution execution) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(execution.completedAt().orElse(execution.createdAt()).toEpochMilli());
    return entry;
  }

  /** File systems that ignore case must be able to hold them all. */
  private static String unique(String name, Set<String> taken) {
    String candidate = name;
    for (int n = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) {
      int dot = name.lastIndexOf('.');
      candidate =
          dot > name.lastIndexOf('/')
              ? name.substring(0, dot) + "-" + n + name.substring(dot)
              : name + "-" + n;
    }
    return candidate;
  }
}
