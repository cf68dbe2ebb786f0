package com.imageflowcanvas.execution;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.HeldBytes;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.file.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of the images of one submission. Belongs to the thread that takes them in. */
final class Taken {
  private final FileService files;
  private final Optional<EarlyStart> early;
  private final List<Item> items = new ArrayList<>();
  private final List<StoredFile> written = new ArrayList<>();
  private final List<ProblemException> refusals = new ArrayList<>();
  private final ParallelWrites writes = new ParallelWrites();

  Taken(FileService files, Optional<EarlyStart> early) {
    this.files = files;
    this.early = early;
  }

  List<Item> items() {
    return List.copyOf(items);
  }

  /** Files whose bytes are written and whose records are still to be stored. */
  List<StoredFile> written() {
    return List.copyOf(written);
  }

  /** Writes the image, and lets the work on it begin meanwhile. */
  void keep(StoredFile file, ImageIntake.CheckedImage image, HeldBytes bytes) {
    int index = items.size();
    items.add(Item.pending(file.id(), file.filename(), Item.notesOf(image.header())));
    written.add(file);
    boolean atOnce = early.isPresent() && files.isRoomy();
    if (atOnce) {
      early.get().add(index, file, Optional.of(bytes.share()));
    }
    HeldBytes held = bytes.share();
    writes.add(
        () -> {
          try (held) {
            files.write(file, image);
          }
          if (!atOnce) {
            early.ifPresent(start -> start.add(index, file, Optional.empty()));
          }
        });
  }

  /** An image that was uploaded before. */
  void name(StoredFile file) {
    int index = items.size();
    items.add(Item.pending(file.id(), file.filename(), List.of()));
    early.ifPresent(start -> start.add(index, file, Optional.empty()));
  }

  void refuse(String filename, ProblemException why) {
    refusals.add(why);
    items.add(Item.refused(filename, new Failure(why.problem().code(), why.problem().detail())));
  }

  /**
   * @throws ProblemException the first refusal, where there is nothing else
   */
  void requireOneGood() {
    if (refusals.size() == items.size()) {
      throw refusals.getFirst();
    }
  }

  /** Waits until all bytes are durable. */
  void awaitWrites() {
    writes.await();
  }

  /** Removes what was written, when no write is under way any more. */
  void discard() {
    try {
      awaitWrites();
    } catch (RuntimeException e) {
      // one that failed has left nothing
    }
    files.discard(written);
  }
}
