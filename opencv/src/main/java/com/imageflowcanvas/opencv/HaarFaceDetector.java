package com.imageflowcanvas.opencv;

import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectOptions;
import com.imageflowcanvas.model.Detector;
import com.imageflowcanvas.model.ModelInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * Finds frontal faces with OpenCV's cascade of Haar features (Viola and Jones 2001, trained by
 * Lienhart). The cascade says yes or no at many overlapping places and sizes around a face; {@code
 * n} such answers are grouped into one detection of confidence {@code n / (n + 4)}: 2 answers give
 * 0.33, 4 give 0.5, 16 give 0.8. So it grows with the evidence, but it is not a probability.
 *
 * <p>Images are searched at 1024 px on the longer side at most, for faces from 20 px upwards there.
 */
final class HaarFaceDetector implements Detector {
  static final String FACE = "face";

  private static final int SEARCH_SIDE = 1024;
  private static final int SMALLEST_FACE = 20;
  private static final double STEP_BETWEEN_SIZES = 1.2;
  private static final int EVIDENCE_FOR_HALF = 4;

  /** Places with a single answer are dropped as noise. */
  private static final int NEIGHBORS = 1;

  private final ModelInfo info;
  private final String cascadeFile;

  /** A classifier keeps state while it works, so each serves one thread at a time. */
  private final Queue<CascadeClassifier> idle = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  /**
   * @throws IllegalStateException when the file is no cascade
   */
  HaarFaceDetector(ModelInfo info, String cascadeFile) {
    this.info = info;
    this.cascadeFile = cascadeFile;
    giveBack(newClassifier());
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public List<Detection> detect(Raster image, DetectOptions options, Cancellation cancellation)
      throws InterruptedException {
    checkpoint(cancellation);
    if (!options.targetClasses().isEmpty() && !options.targetClasses().contains(FACE)) {
      return List.of();
    }
    CascadeClassifier classifier = take();
    List<Detection> found;
    try (Mat pixels = Mats.of(image);
        Mat grey = searchable(pixels, image.format())) {
      found = search(classifier, grey, image);
    } finally {
      giveBack(classifier);
    }
    checkpoint(cancellation);
    return keep(found, options);
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }

  /** Grey and small enough to be searched. */
  private static Mat searchable(Mat pixels, PixelFormat format) {
    Mat grey = new Mat();
    switch (format) {
      case BGR24 -> opencv_imgproc.cvtColor(pixels, grey, opencv_imgproc.COLOR_BGR2GRAY);
      case GRAY8 -> pixels.copyTo(grey);
    }
    double scale = SEARCH_SIDE / (double) Math.max(pixels.cols(), pixels.rows());
    if (scale >= 1) {
      return grey;
    }
    Mat small = new Mat();
    try (grey;
        Size size = new Size(scaled(pixels.cols(), scale), scaled(pixels.rows(), scale))) {
      opencv_imgproc.resize(grey, small, size, 0, 0, opencv_imgproc.INTER_AREA);
    }
    return small;
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.round(side * scale));
  }

  private static List<Detection> search(CascadeClassifier classifier, Mat grey, Raster image) {
    double scaleX = image.width() / (double) grey.cols();
    double scaleY = image.height() / (double) grey.rows();
    List<Detection> found = new ArrayList<>();
    try (RectVector places = new RectVector();
        IntPointer answers = new IntPointer();
        Size smallest = new Size(SMALLEST_FACE, SMALLEST_FACE);
        Size largest = new Size()) {
      classifier.detectMultiScale2(
          grey, places, answers, STEP_BETWEEN_SIZES, NEIGHBORS, 0, smallest, largest);
      for (long i = 0; i < places.size(); i++) {
        try (Rect place = places.get(i)) {
          Box box =
              new Box(
                  place.x() * scaleX,
                  place.y() * scaleY,
                  place.width() * scaleX,
                  place.height() * scaleY);
          float confidence = answers.get(i) / (float) (answers.get(i) + EVIDENCE_FOR_HALF);
          found.add(new Detection(FACE, 0, confidence, box.clip(image.width(), image.height())));
        }
      }
    }
    return found;
  }

  /** The most confident first; of two that overlap too much, the weaker is left out. */
  private static List<Detection> keep(List<Detection> found, DetectOptions options) {
    List<Detection> kept = new ArrayList<>();
    found.sort(Comparator.comparingDouble(Detection::confidence).reversed());
    for (Detection face : found) {
      if (face.confidence() >= options.confidenceThreshold()
          && kept.size() < options.maxDetections()
          && kept.stream().noneMatch(k -> k.box().iou(face.box()) > options.iouThreshold())) {
        kept.add(face);
      }
    }
    return kept;
  }

  private static void checkpoint(Cancellation cancellation) throws InterruptedException {
    if (cancellation.isCancelled()) {
      throw new InterruptedException("cancelled");
    }
  }

  private CascadeClassifier take() {
    if (closed) {
      throw new IllegalStateException("the detector is closed");
    }
    CascadeClassifier classifier = idle.poll();
    return classifier != null ? classifier : newClassifier();
  }

  private void giveBack(CascadeClassifier classifier) {
    idle.add(classifier);
    if (closed) {
      closeIdle();
    }
  }

  private void closeIdle() {
    for (CascadeClassifier next = idle.poll(); next != null; next = idle.poll()) {
      next.close();
    }
  }

  private CascadeClassifier newClassifier() {
    CascadeClassifier classifier = new CascadeClassifier(cascadeFile);
    if (classifier.empty()) {
      classifier.close();
      throw new IllegalStateException("not a cascade: " + cascadeFile);
    }
    return classifier;
  }
}
