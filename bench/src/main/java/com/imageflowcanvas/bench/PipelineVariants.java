package com.imageflowcanvas.bench;

import com.imageflowcanvas.adapters.filesystem.FolderObjectStore;
import com.imageflowcanvas.engine.CpuGate;
import com.imageflowcanvas.engine.ExecutionEngine;
import com.imageflowcanvas.engine.RasterPool;
import com.imageflowcanvas.engine.RunContext;
import com.imageflowcanvas.engine.RunListener;
import com.imageflowcanvas.engine.RunResult;
import com.imageflowcanvas.engine.StepEvent;
import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.image.Annotations;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageCodec;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.image.Transform;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.model.DetectorSource;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.pipeline.PlanResult;
import com.imageflowcanvas.pipeline.PlannedResult;
import com.imageflowcanvas.pipeline.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The same pipeline run in two ways, on one thread, without a server. */
final class PipelineVariants {
  private static final int QUALITY = 90;

  private final ImageCodec codec;
  private final DetectorSource detectors;
  private final PlanCompiler compiler;
  private final FolderObjectStore store;
  private final ExecutionEngine engine = new ExecutionEngine(Clock.systemUTC());
  private final RasterPool pool = new RasterPool(1L << 30, 256L << 20);
  private final CpuGate cores = new CpuGate(Runtime.getRuntime().availableProcessors(), 0);

  PipelineVariants(
      ImageCodec codec, DetectorSource detectors, PlanCompiler compiler, FolderObjectStore store) {
    this.codec = codec;
    this.detectors = detectors;
    this.compiler = compiler;
    this.store = store;
  }

  PipelinePlan plan(List<Step> steps) {
    return switch (compiler.compile(PipelineId.next(), 1, steps)) {
      case PlanResult.Ready ready -> ready.plan();
      case PlanResult.Rejected rejected -> throw new IllegalArgumentException(rejected.toString());
    };
  }

  /** Decode once, run in memory, encode once: what the server does, without the server. */
  byte[] fused(PipelinePlan plan, byte[] image) throws InterruptedException {
    try (CpuGate.Permit permit = enter();
        RunContext context =
            new RunContext(pool, permit, detectors, Cancellation.NEVER, ImageLimits.DEFAULT)) {
      ImageHeader header = ImageHeaders.read(image);
      Size full = header.uprightSize();
      Raster raster = codec.decode(image, header, plan.neededInput(full), context);
      Frame frame =
          new Frame(
              raster,
              Annotations.NONE,
              Transform.scale(
                  (double) full.width() / raster.width(), (double) full.height() / raster.height()),
              Instant.EPOCH);
      return encoded(plan, frame, context);
    }
  }

  private CpuGate.Permit enter() throws InterruptedException {
    return cores.enter(CpuGate.Lane.BATCH, Duration.ZERO, Cancellation.NEVER);
  }

  /** Every step reads its input from the store, decodes, works, encodes and stores its output. */
  byte[] stepByStep(List<PipelinePlan> steps, byte[] image) throws InterruptedException {
    ObjectAttributes attributes = new ObjectAttributes("image/jpeg", "bench.jpg");
    ObjectKey key = new ObjectKey("bench-0");
    store.put(key, image, attributes);
    byte[] current = image;
    for (int i = 0; i < steps.size(); i++) {
      byte[] input = store.get(key).orElseThrow();
      try (CpuGate.Permit permit = enter();
          RunContext context =
              new RunContext(pool, permit, detectors, Cancellation.NEVER, ImageLimits.DEFAULT)) {
        ImageHeader header = ImageHeaders.read(input);
        Raster raster = codec.decode(input, header, header.uprightSize(), context);
        Frame frame = new Frame(raster, Annotations.NONE, Transform.IDENTITY, Instant.EPOCH);
        current = encoded(steps.get(i), frame, context);
      }
      key = new ObjectKey("bench-" + (i + 1));
      store.put(key, current, attributes);
    }
    return current;
  }

  /** The first result. */
  private byte[] encoded(PipelinePlan plan, Frame frame, RunContext context)
      throws InterruptedException {
    FirstResult first = new FirstResult(codec);
    RunResult result = engine.run(plan, frame, context, first);
    if (first.file.length == 0) {
      throw new IllegalStateException(result.toString());
    }
    return first.file;
  }

  /** Encodes the first result, as the server does: when it comes. */
  private static final class FirstResult implements RunListener {
    private final ImageCodec codec;
    private byte[] file = {};

    FirstResult(ImageCodec codec) {
      this.codec = codec;
    }

    @Override
    public void onStep(StepEvent event) {
      // nobody watches
    }

    @Override
    public void onResult(PlannedResult place, int nth, Frame frame) {
      if (file.length == 0) {
        file = codec.encode(frame.image(), ImageFormat.JPEG, QUALITY);
      }
    }
  }
}
