package com.imageflowcanvas.execution;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.ByteBudget;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.Filenames;
import com.imageflowcanvas.file.HeldBytes;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.file.Upload;
import java.util.List;
import java.util.Optional;

/**
 * Takes the images of a submission in: each is checked, handed to a run that has begun early, and
 * written beside that. Thread-safe.
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
   * @param early told of each image as soon as it is there
   * @throws ProblemException when there are too many or none, or when every one is bad
   */
  Taken take(
      Caller caller, ExecutionId execution, Submission submission, Optional<EarlyStart> early) {
    checkCount(submission);
    Taken taken = new Taken(files, early);
    try {
      long left = limits.bytes();
      for (Upload upload : submission.uploads()) {
        left -= takeOne(caller, execution, upload, left, taken);
      }
      named(submission.inputFiles(), left, taken);
      taken.awaitWrites();
      taken.requireOneGood();
      return taken;
    } catch (RuntimeException e) {
      taken.discard();
      throw e;
    }
  }

  private long takeOne(
      Caller caller, ExecutionId execution, Upload upload, long left, Taken taken) {
    ByteBudget.Share room = files.room(upload);
    ImageIntake.CheckedImage image;
    boolean read = false;
    try {
      image = intake.read(upload);
      read = true;
    } catch (ProblemException e) {
      if (e.problem().code() == ErrorCode.INVALID_REQUEST) {
        throw e;
      }
      taken.refuse(Filenames.safe(upload.filename()), e);
      return 0;
    } finally {
      if (!read) {
        room.close();
      }
    }
    try (HeldBytes bytes = new HeldBytes(image.data(), room)) {
      requireRoom(left - image.data().length);
      StoredFile file =
          files.describe(caller, image, StoredFile.Kind.INPUT, Optional.of(execution.value()));
      taken.keep(file, image, bytes);
      return image.data().length;
    }
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
}
