package com.imageflowcanvas.adapters.onnx;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.NMSBoxes;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect2d;
import org.bytedeco.opencv.opencv_core.Rect2dVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The same work done plainly and another way: OpenCV scales, adds the border and suppresses, arrays
 * of Java in and out, column by column, sizes of the two models of the test data written down.
 * Shares no code with the detector.
 */
final class ReferenceDetector implements AutoCloseable {
  private final boolean yolox;
  private final int side;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  private ReferenceDetector(Path model, boolean yolox, int side) throws OrtException {
    this.yolox = yolox;
    this.side = side;
    this.session = environment.createSession(model.toString());
  }

  static ReferenceDetector yoloxNano(Path folder) throws OrtException {
    return new ReferenceDetector(folder.resolve("yolox_nano.onnx"), true, 416);
  }

  static ReferenceDetector yolo11n(Path folder) throws OrtException {
    return new ReferenceDetector(folder.resolve("yolo11n_320_int8.onnx"), false, 320);
  }

  /** Class names are left empty; boxes are not clipped. */
  List<Detection> detect(Mat image, float confidence, float iou) throws OrtException {
    double factor = Math.min((double) side / image.cols(), (double) side / image.rows());
    int width = rounded(image.cols() * factor);
    int height = rounded(image.rows() * factor);
    int left = yolox ? 0 : (side - width) / 2;
    int top = yolox ? 0 : (side - height) / 2;
    float[][] output = run(tensor(image, width, height, left, top));
    List<Detection> all = new ArrayList<>();
    for (float[] row : yolox ? decodedYolox(output) : transposed(output)) {
      Detection found = best(row, factor, left, top);
      if (found.confidence() >= confidence) {
        all.add(found);
      }
    }
    return suppressed(all, iou);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  /** As the authors of the networks do it: {@code int()} there, {@code round()} here. */
  private int rounded(double px) {
    return yolox ? (int) (px + 1e-6) : (int) Math.round(px);
  }

  private FloatBuffer tensor(Mat image, int width, int height, int left, int top) {
    boolean halves = image.cols() >= 2 * width && image.rows() >= 2 * height;
    int method = halves ? INTER_AREA : INTER_LINEAR;
    FloatBuffer tensor = FloatBuffer.allocate(3 * side * side);
    try (Mat scaled = new Mat();
        Mat boxed = new Mat();
        Scalar grey = new Scalar(114, 114, 114, 0)) {
      resize(image, scaled, new Size(width, height), 0, 0, method);
      int below = side - height - top;
      int right = side - width - left;
      copyMakeBorder(scaled, boxed, top, below, left, right, BORDER_CONSTANT, grey);
      UByteIndexer bytes = boxed.createIndexer();
      for (int plane = 0; plane < 3; plane++) {
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            float level = bytes.get(y, x, yolox ? plane : 2 - plane);
            tensor.put(yolox ? level : level / 255);
          }
        }
      }
    }
    return tensor.flip();
  }

  private float[][] run(FloatBuffer tensor) throws OrtException {
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, tensor, new long[] {1, 3, side, side});
        OrtSession.Result result = session.run(Map.of("images", input))) {
      return ((float[][][]) result.get(0).getValue())[0];
    }
  }

  /** One row per box, without the score of there being something. */
  private static float[][] transposed(float[][] columns) {
    float[][] rows = new float[columns[0].length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        rows[i][j] = columns[j][i];
      }
    }
    return rows;
  }

  private float[][] decodedYolox(float[][] rows) {
    float[][] decoded = new float[rows.length][];
    int at = 0;
    for (int stride = 8; stride <= 32; stride *= 2) {
      for (int y = 0; y < side / stride; y++) {
        for (int x = 0; x < side / stride; x++) {
          decoded[at] = decodedYolox(rows[at], x, y, stride);
          at++;
        }
      }
    }
    return decoded;
  }

  private static float[] decodedYolox(float[] row, int x, int y, int stride) {
    float[] decoded = new float[row.length - 1];
    decoded[0] = (row[0] + x) * stride;
    decoded[1] = (row[1] + y) * stride;
    decoded[2] = ((float) Math.exp(row[2])) * stride;
    decoded[3] = ((float) Math.exp(row[3])) * stride;
    for (int i = 5; i < row.length; i++) {
      decoded[i - 1] = row[4] * row[i];
    }
    return decoded;
  }

  private static Detection best(float[] row, double factor, int left, int top) {
    int best = 4;
    for (int i = 5; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    Box box =
        new Box(
            (row[0] - row[2] / 2 - left) / factor,
            (row[1] - row[3] / 2 - top) / factor,
            row[2] / factor,
            row[3] / factor);
    return new Detection("", best - 4, row[best], box);
  }

  private static List<Detection> suppressed(List<Detection> all, float iou) {
    List<Detection> kept = new ArrayList<>();
    for (int id = 0; id < 80; id++) {
      int classId = id;
      kept.addAll(suppressedClass(all.stream().filter(d -> d.classId() == classId).toList(), iou));
    }
    kept.sort(Comparator.comparingDouble(Detection::confidence).reversed());
    return kept;
  }

  private static List<Detection> suppressedClass(List<Detection> all, float iou) {
    List<Detection> kept = new ArrayList<>();
    if (all.isEmpty()) {
      return kept;
    }
    float[] scores = new float[all.size()];
    try (Rect2dVector boxes = new Rect2dVector(all.size());
        IntPointer indices = new IntPointer()) {
      for (int i = 0; i < scores.length; i++) {
        Box box = all.get(i).box();
        boxes.put(i, new Rect2d(box.x(), box.y(), box.width(), box.height()));
        scores[i] = all.get(i).confidence();
      }
      try (FloatPointer floats = new FloatPointer(scores)) {
        NMSBoxes(boxes, floats, 0, iou, indices);
      }
      for (int i = 0; i < indices.limit(); i++) {
        kept.add(all.get(indices.get(i)));
      }
    }
    return kept;
  }
}
