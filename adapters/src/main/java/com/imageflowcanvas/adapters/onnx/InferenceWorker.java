package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.model.Cancellation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one call needs and the next can use again: input and output tensors, tables, room for
 * candidates. Used by one thread at a time.
 */
final class InferenceWorker implements AutoCloseable {
  private static final int CACHE_LINE_BYTES = 64;

  private final Arena arena = Arena.ofShared();
  private final RunOptions runOptions;
  private final MemorySegment outputFloats;
  private final LetterboxPainter painter;
  private final Head.Reader reader;
  private final Candidates candidates = new Candidates();
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  InferenceWorker(Network network, OrtEnvironment environment) throws OrtException {
    this.runOptions = new RunOptions();
    MemorySegment inputFloats = floats(network.inputShape());
    this.outputFloats = floats(network.head().shape());
    this.painter = new LetterboxPainter(inputFloats, network.input(), network.head().style());
    this.reader = network.head().reader();
    this.inputs =
        Map.of(network.inputName(), tensor(environment, inputFloats, network.inputShape()));
    this.outputs =
        Map.of(network.outputName(), tensor(environment, outputFloats, network.head().shape()));
  }

  Letterbox paint(Raster image) {
    return painter.paint(image);
  }

  /**
   * Runs the network on what was painted.
   *
   * @throws InterruptedException when it was cancelled before it ended
   */
  void run(OrtSession session, Cancellation cancellation)
      throws OrtException, InterruptedException {
    Terminator terminator = new Terminator(runOptions);
    try (Cancellation.Registration _ = cancellation.onCancel(terminator::stop)) {
      session.run(inputs, Set.of(), outputs, runOptions).close();
    } catch (OrtException e) {
      if (!terminator.hasStopped()) {
        throw e;
      }
      throw cancelled(e);
    } finally {
      terminator.end();
    }
    if (terminator.hasStopped()) {
      throw cancelled(null);
    }
  }

  /** What the network proposes, valid until the next run. */
  Candidates candidates(float threshold) {
    candidates.clear();
    reader.read(outputFloats, threshold, candidates);
    return candidates;
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
    runOptions.close();
    arena.close();
  }

  private static InterruptedException cancelled(@Nullable OrtException stop) {
    InterruptedException cancelled = new InterruptedException("inference was cancelled");
    cancelled.initCause(stop);
    return cancelled;
  }

  private MemorySegment floats(long[] shape) {
    long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return arena.allocate(count * Float.BYTES, CACHE_LINE_BYTES);
  }

  /** The tensor uses the segment itself, it does not copy. */
  private static OnnxTensor tensor(OrtEnvironment environment, MemorySegment floats, long[] shape)
      throws OrtException {
    return OnnxTensor.createTensor(
        environment, floats.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer(), shape);
  }
}
