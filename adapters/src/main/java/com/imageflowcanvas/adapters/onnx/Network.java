package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.ModelName;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * What a network takes and gives.
 *
 * @param input px of its input
 */
record Network(String inputName, Size input, String outputName, Head head, ModelMetadata metadata) {
  private static final Size USUAL_INPUT = new Size(640, 640);
  private static final int MIN_SIDE = 8;

  /** A side that the file leaves open. */
  private static final long OPEN = -1;

  /**
   * @param limit of a run, where one is needed to see what comes out
   * @throws ProblemException MODEL_INVALID when it is not a detector of a kind that is understood
   */
  static Network of(ModelName name, OrtSession session, OrtEnvironment environment, Duration limit)
      throws OrtException {
    ModelMetadata metadata = ModelMetadata.of(session.getMetadata().getCustomMetadata());
    if (!metadata.task().isEmpty() && !metadata.task().equals("detect")) {
      throw InvalidModel.because(name, "task: " + metadata.task() + " (expected: detect)");
    }
    NodeInfo input = only(name, "input", session.getInputInfo());
    NodeInfo output = only(name, "output", session.getOutputInfo());
    Size size = inputSize(name, floats(name, "input", input), metadata);
    long[] shape = floats(name, "output", output);
    if (Arrays.stream(shape).anyMatch(side -> side == OPEN)) {
      shape = measured(name, session, environment, input.getName(), size, limit);
    }
    Head head = Head.recognise(name, size, shape);
    return new Network(input.getName(), size, output.getName(), head, metadata);
  }

  long[] inputShape() {
    return inputShape(input);
  }

  private static NodeInfo only(ModelName name, String what, Map<String, NodeInfo> nodes) {
    if (nodes.size() != 1) {
      throw InvalidModel.because(name, what + "s: " + nodes.keySet() + " (expected: one)");
    }
    return nodes.values().iterator().next();
  }

  private static long[] floats(ModelName name, String what, NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
      return tensor.getShape();
    }
    throw InvalidModel.because(name, what + ": not a tensor of 32-bit floats");
  }

  private static Size inputSize(ModelName name, long[] shape, ModelMetadata metadata) {
    if (shape.length == 4 && isSideOf(1, shape[0]) && isSideOf(3, shape[1])) {
      Size free = metadata.inputSize().orElse(USUAL_INPUT);
      long height = shape[2] == OPEN ? free.height() : shape[2];
      long width = shape[3] == OPEN ? free.width() : shape[3];
      if (isInRange(width) && isInRange(height)) {
        return new Size((int) width, (int) height);
      }
    }
    throw InvalidModel.because(
        name,
        "input: %s (expected: 1x3xHxW, sides of %d..%d px)"
            .formatted(Head.text(shape), MIN_SIDE, ModelMetadata.MAX_SIDE));
  }

  private static boolean isSideOf(long expected, long side) {
    return side == expected || side == OPEN;
  }

  private static boolean isInRange(long px) {
    return px >= MIN_SIDE && px <= ModelMetadata.MAX_SIDE;
  }

  /** The shape that comes out when an empty image goes in. */
  private static long[] measured(
      ModelName name,
      OrtSession session,
      OrtEnvironment environment,
      String inputName,
      Size size,
      Duration limit)
      throws OrtException {
    FloatBuffer black = FloatBuffer.allocate(3 * size.width() * size.height());
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, black, inputShape(size));
        OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      Terminator terminator = new Terminator(options);
      try (TimeLimit time = TimeLimit.of(limit);
          Cancellation.Registration _ = time.cancellation().onCancel(terminator::stop);
          OrtSession.Result result = session.run(Map.of(inputName, tensor), options)) {
        return ((TensorInfo) result.get(0).getInfo()).getShape();
      } catch (OrtException e) {
        if (terminator.hasStopped()) {
          throw InvalidModel.tooSlow(name, limit);
        }
        throw e;
      } finally {
        terminator.end();
      }
    }
  }

  private static long[] inputShape(Size size) {
    return new long[] {1, 3, size.height(), size.width()};
  }
}
