package com.imageflowcanvas.execution;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.Filenames;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.file.Upload;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the images of a submission in: each is checked and its bytes are written, one after the
 * other, so that only one is held in memory.
 */
final class SubmissionReader {
  private final FileService files;
  private final FileStore store;
  private final ImageIntake intake;
  private final SubmissionLimits limits;

  SubmissionReader(
      FileService files, FileStore store, ImageIntake intake, SubmissionLimits limits) {
    this.files = files;
    this.store = store;
    this.intake = intake;
    this.limits = limits;
  }

  /**
   * @throws ProblemException when there are too many or none, or when every one is bad
   */
  Taken take(Caller caller, ExecutionId execution, Submission submission) {
    checkCount(submission);
    Taken taken = new Taken(new ArrayList<>(), new ArrayList<>());
    List<ProblemException> refusals = new ArrayList<>();
    try {
      long left = limits.bytes();
      for (Upload upload : submission.uploads()) {
        left -= takeOne(caller, execution, upload, left, taken, refusals);
      }
      named(submission.inputFiles(), left, taken);
      if (refusals.size() == taken.items().size()) {
        throw refusals.getFirst();
      }
      return taken;
    } catch (RuntimeException e) {
      taken.written().forEach(files::discard);
      throw e;
    }
  }

  void discard(Taken taken) {
    taken.written().forEach(files::discard);
  }

  private long takeOne(
      Caller caller,
      ExecutionId execution,
      Upload upload,
      long left,
      Taken taken,
      List<ProblemException> refusals) {
    try (ImageIntake.Room _ = intake.waitForRoom(upload)) {
      return takeHeld(caller, execution, upload, left, taken, refusals);
    }
  }

  private long takeHeld(
      Caller caller,
      ExecutionId execution,
      Upload upload,
      long left,
      Taken taken,
      List<ProblemException> refusals) {
    String filename = Filenames.safe(upload.filename());
    ImageIntake.CheckedImage image;
    try {
      image = intake.read(upload);
    } catch (ProblemException e) {
      if (e.problem().code() == ErrorCode.INVALID_REQUEST) {
        throw e;
      }
      refusals.add(e);
      taken.refuse(filename, new Failure(e.problem().code(), e.problem().detail()));
      return 0;
    }
    requireRoom(left - image.data().length);
    StoredFile file =
        files.write(caller, image, StoredFile.Kind.INPUT, java.util.Optional.of(execution.value()));
    taken.keep(file, Item.notesOf(image.header()));
    return image.data().length;
  }

  private void named(List<FileId> ids, long left, Taken taken) {
    long room = left;
    for (int i = 0; i < ids.size(); i++) {
      FileId id = ids.get(i);
      String pointer = "/input_file_ids/" + i;
      StoredFile file =
          store
              .find(id)
              .filter(found -> found.contentType().startsWith("image/"))
              .orElseThrow(
                  () ->
                      Problem.of(
                              ErrorCode.VALIDATION_FAILED,
                              List.of(
                                  new FieldError(
                                      pointer,
                                      "no image file "
                                          + id
                                          + " (expected: the id of a file that"
                                          + " was uploaded)")))
                          .exception());
      room -= file.sizeBytes();
      requireRoom(room);
      taken.name(file);
    }
  }

  private void requireRoom(long left) {
    if (left < 0) {
      throw new ProblemException(
          ErrorCode.TOO_LARGE,
          "images: more than " + limits.bytes() + " bytes (expected: at most that together)");
    }
  }

  private void checkCount(Submission submission) {
    int count = submission.uploads().size() + submission.inputFiles().size();
    if (count == 0) {
      throw Problem.of(
              ErrorCode.INVALID_REQUEST, "input_files: none (expected: at least one image)")
          .at("/input_files")
          .exception();
    }
    if (count > limits.images()) {
      throw new ProblemException(
          ErrorCode.TOO_LARGE,
          "input_files: " + count + " images (expected: at most " + limits.images() + ")");
    }
  }

  /**
   * What became of the images.
   *
   * @param written files whose bytes were written and whose records are still to be stored
   */
  record Taken(List<Item> items, List<StoredFile> written) {
    private void keep(StoredFile file, List<String> notes) {
      items.add(Item.pending(file.id(), file.filename(), notes));
      written.add(file);
    }

    private void refuse(String filename, Failure why) {
      items.add(Item.refused(filename, why));
    }

    private void name(StoredFile file) {
      items.add(Item.pending(file.id(), file.filename(), List.of()));
    }
  }
}
