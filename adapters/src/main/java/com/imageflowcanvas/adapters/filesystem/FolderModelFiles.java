package com.imageflowcanvas.adapters.filesystem;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.model.ModelFiles;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Models as {@code .onnx} files of one folder; received ones wait there under hidden names. */
public final class FolderModelFiles implements ModelFiles {
  private static final Logger log = LoggerFactory.getLogger(FolderModelFiles.class);
  private static final String ENDING = ".onnx";
  private static final String WAITING = ".received-";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Path folder;
  private final long maxBytes;
  private final BiFunction<ModelName, Path, ModelInfo> checker;

  private FolderModelFiles(
      Path folder, long maxBytes, BiFunction<ModelName, Path, ModelInfo> checker) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.checker = checker;
  }

  /**
   * Removes what a crash left behind; the folder need not exist.
   *
   * @param maxBytes size of one file
   * @param checker loads and runs a file as if it had that name; throws MODEL_INVALID
   */
  public static FolderModelFiles open(
      Path folder, long maxBytes, BiFunction<ModelName, Path, ModelInfo> checker) {
    Instant dayAgo = Instant.now().minus(Duration.ofDays(1));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, WAITING + "*")) {
      for (Path file : left) {
        // a young one may be another node's, at work on the same folder
        if (Files.getLastModifiedTime(file).toInstant().isBefore(dayAgo)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      log.debug("the models folder is not tidied: {}", e.toString());
    }
    return new FolderModelFiles(folder, maxBytes, checker);
  }

  @Override
  public Received receive(InputStream content) {
    Path file = folder.resolve(WAITING + UUID.randomUUID());
    try {
      Files.createDirectories(folder);
      return new ReceivedFile(file, write(content, file));
    } catch (IOException e) {
      remove(file);
      throw unavailable(e);
    } catch (RuntimeException e) {
      remove(file);
      throw e;
    }
  }

  @Override
  public boolean delete(ModelName name) {
    try {
      return Files.deleteIfExists(place(name));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** Copies what comes, as much as is allowed; the answer is its SHA-256. */
  private String write(InputStream content, Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      for (int read = read(content, buffer); read >= 0; read = read(content, buffer)) {
        size += read;
        if (size > maxBytes) {
          throw new ProblemException(
              ErrorCode.TOO_LARGE,
              "model: more than " + maxBytes + " bytes (expected: at most that)");
        }
        out.write(buffer, 0, read);
        digest.update(buffer, 0, read);
      }
      out.getFD().sync();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static int read(InputStream content, byte[] buffer) {
    try {
      return content.read(buffer);
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "the model broke off (expected: the whole file)", e);
    }
  }

  private Path place(ModelName name) {
    return folder.resolve(name + ENDING);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static ProblemException unavailable(IOException e) {
    return new ProblemException(
        Problem.retryLater(
            ErrorCode.STORAGE_UNAVAILABLE,
            "the models folder cannot be changed (expected: a writable folder with room; see"
                + " IMAGEFLOW_MODELS_DIR)",
            RETRY_AFTER),
        e);
  }

  private final class ReceivedFile implements Received {
    private final Path file;
    private final String sha256;

    ReceivedFile(Path file, String sha256) {
      this.file = file;
      this.sha256 = sha256;
    }

    @Override
    public String sha256() {
      return sha256;
    }

    @Override
    public ModelInfo check(ModelName name) {
      return checker.apply(name, file);
    }

    /** A link, because a rename would replace a model that came in between. */
    @Override
    public boolean install(ModelName name) {
      try {
        Files.createLink(place(name), file);
        DurableFiles.syncFolder(folder);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } catch (IOException e) {
        throw unavailable(e);
      } catch (UnsupportedOperationException e) {
        return move(name);
      }
    }

    private boolean move(ModelName name) {
      try {
        Files.move(file, place(name));
        DurableFiles.syncFolder(folder);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } catch (IOException e) {
        throw unavailable(e);
      }
    }

    @Override
    public void close() {
      remove(file);
    }
  }
}
