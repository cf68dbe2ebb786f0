package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelLoader;
import com.imageflowcanvas.model.ModelName;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of {@code .onnx} files; each is a model, named by its file name without the ending.
 * Files and the folder itself may come and go at any time. Thread-safe.
 */
public final class OnnxModelFolder implements ModelLoader {
  private static final Logger log = LoggerFactory.getLogger(OnnxModelFolder.class);
  private static final String ENDING = ".onnx";
  private static final int MAX_TOLD = 1000;

  /** Far more than any detector needs; one that never ends must not hold its place for ever. */
  private static final Duration TRY_OUT = Duration.ofSeconds(60);

  private final Path folder;
  private final OnnxRuntime runtime;
  private final Duration limit;
  private final ClassNames classNames;
  private final Set<String> toldOf = ConcurrentHashMap.newKeySet();

  public OnnxModelFolder(Path folder, OnnxRuntime runtime) {
    this(folder, runtime, TRY_OUT);
  }

  /**
   * @param limit how long a first run may take
   */
  OnnxModelFolder(Path folder, OnnxRuntime runtime, Duration limit) {
    this.limit = limit;
    this.folder = folder;
    this.runtime = runtime;
    this.classNames = new ClassNames(folder);
  }

  /** None where the folder is missing. Files whose names cannot be model names are left out. */
  @Override
  public List<ModelName> names() {
    List<ModelName> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        addName(file, names);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      tellOnce(folder.toString(), "the folder of models is missing: {}");
    } catch (IOException | DirectoryIteratorException e) {
      log.warn("the folder of models cannot be listed: {}", e.toString());
    }
    return List.copyOf(names);
  }

  /** Changes with the file of the model and with the files that may hold its class names. */
  @Override
  public String fingerprint(ModelName name) {
    String ofModel = stamp(path(name));
    if (ofModel.isEmpty()) {
      throw new ProblemException(ErrorCode.MODEL_NOT_INSTALLED, "model: " + name);
    }
    StringBuilder mark = new StringBuilder(ofModel);
    for (Path file : classNames.candidates(name)) {
      mark.append(';').append(file.getFileName()).append(stamp(file));
    }
    return mark.toString();
  }

  @Override
  public Detector load(ModelName name) {
    return load(name, path(name));
  }

  @Override
  public ModelInfo info(ModelName name) {
    try (Arena arena = Arena.ofConfined()) {
      ModelFile file = ModelFile.read(name, path(name), arena);
      try (OrtSession session = runtime.glance(file.bytes())) {
        return info(file, Network.of(name, session, runtime.environment(), limit));
      } catch (OrtException e) {
        throw InvalidModel.because(name, e);
      }
    }
  }

  /**
   * Loads and runs a file that may lie anywhere, as if it were in the folder under that name.
   *
   * @throws ProblemException MODEL_INVALID when it cannot be used, saying why
   */
  public ModelInfo check(ModelName name, Path file) {
    try (Detector detector = load(name, file)) {
      return detector.info();
    }
  }

  private Detector load(ModelName name, Path path) {
    try (Arena arena = Arena.ofConfined()) {
      ModelFile file = ModelFile.read(name, path, arena);
      return detector(file, runtime.sessions(file.bytes()));
    } catch (OrtException e) {
      throw InvalidModel.because(name, e);
    }
  }

  private Detector detector(ModelFile file, Sessions sessions) throws OrtException {
    OnnxDetector detector = untried(file, sessions);
    try {
      detector.tryOut(limit);
      return detector;
    } catch (OrtException | RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  private OnnxDetector untried(ModelFile file, Sessions sessions) throws OrtException {
    try {
      Network network = Network.of(file.name(), sessions.narrow(), runtime.environment(), limit);
      return new OnnxDetector(info(file, network), network, sessions, runtime);
    } catch (OrtException | RuntimeException e) {
      sessions.close();
      throw e;
    }
  }

  private ModelInfo info(ModelFile file, Network network) {
    Head head = network.head();
    return new ModelInfo(
        file.name(),
        head.kind(),
        network.input().width(),
        network.input().height(),
        classNames.of(file.name(), head.classes(), network.metadata()),
        file.bytes().byteSize(),
        file.sha256(),
        network.metadata().license(),
        false);
  }

  private void addName(Path file, List<ModelName> names) {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - ENDING.length());
    boolean hidden = fileName.startsWith(".");
    if (hidden || !Files.isRegularFile(file)) {
      return;
    }
    if (ModelName.isValid(name)) {
      names.add(new ModelName(name));
    } else {
      tellOnce(fileName, "{} is not a name for a model (expected: letters, digits, '.', '_', '-')");
    }
  }

  private void tellOnce(String subject, String text) {
    if (toldOf.size() < MAX_TOLD && toldOf.add(subject)) {
      log.warn(text, subject);
    }
  }

  private Path path(ModelName name) {
    return folder.resolve(name + ENDING);
  }

  /** Empty when there is no such file. */
  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.isRegularFile()
          ? now.size() + "/" + now.lastModifiedTime().toInstant() + "/" + now.fileKey()
          : "";
    } catch (IOException e) {
      return "";
    }
  }
}
