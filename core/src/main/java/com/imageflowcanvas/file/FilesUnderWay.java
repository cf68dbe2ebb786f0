package com.imageflowcanvas.file;

import com.imageflowcanvas.access.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files whose bytes are being written and whose records are still to be stored: they count against
 * a quota already, so that several uploads at once cannot pass it together. Thread-safe.
 */
final class FilesUnderWay {
  private final Map<FileId, StoredFile> files = new ConcurrentHashMap<>();

  void add(StoredFile file) {
    files.put(file.id(), file);
  }

  void remove(StoredFile file) {
    files.remove(file.id());
  }

  long bytesOf(UserId owner) {
    return files.values().stream()
        .filter(file -> file.owner().equals(owner))
        .mapToLong(StoredFile::sizeBytes)
        .sum();
  }
}
