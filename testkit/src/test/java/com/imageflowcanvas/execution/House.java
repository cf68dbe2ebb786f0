package com.imageflowcanvas.execution;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.engine.CpuGate;
import com.imageflowcanvas.engine.ExecutionEngine;
import com.imageflowcanvas.engine.FrameRunner;
import com.imageflowcanvas.engine.RasterPool;
import com.imageflowcanvas.event.Event;
import com.imageflowcanvas.event.EventBus;
import com.imageflowcanvas.file.ByteBudget;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.Upload;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.ImageCodec;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.RasterAllocator;
import com.imageflowcanvas.image.Size;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineDraft;
import com.imageflowcanvas.pipeline.PipelineService;
import com.imageflowcanvas.pipeline.PlanCompiler;
import com.imageflowcanvas.pipeline.Step;
import com.imageflowcanvas.testkit.store.InMemoryObjectStore;
import com.imageflowcanvas.testkit.store.Stores;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All services over stores in memory, with components that the test holds in its hand. */
final class House implements AutoCloseable {
  static final Caller OPERATOR =
      new Caller(new UserId("olga"), "olga", Set.of(Role.PIPELINE_CREATOR));

  /** A GIF of 1 x 1 px: the smallest image there is. */
  static final byte[] GIF =
      java.util.Base64.getDecoder().decode("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=");

  final Stores stores = Stores.inMemory();
  final InMemoryObjectStore objects = new InMemoryObjectStore();
  final DirectBus events = new DirectBus();
  final Clock clock = Clock.systemUTC();
  final ImageIntake intake = new ImageIntake(ImageLimits.DEFAULT);
  final Gate gate = new Gate();
  final CpuGate cores = new CpuGate(2, 1);
  final RasterPool rasters = new RasterPool(1 << 20, 0);
  final ByteBudget memory = new ByteBudget(1 << 20);
  final List<RunNews> news = Collections.synchronizedList(new ArrayList<>());
  final PlanCompiler compiler =
      new PlanCompiler(
          ComponentCatalog.of(List.of(gate, new Broken(), new Finder())), name -> Optional.empty());
  final PipelineService pipelines =
      new PipelineService(
          stores.pipelines(), compiler, stores.executions()::isPipelineInUse, clock);
  final FileService files =
      new FileService(stores.files(), objects, intake, memory, 1_000_000, clock);

  /** Where submissions may begin before they are accepted; nowhere unless the test says so. */
  EarlyStarts starts = EarlyStarts.NONE;

  final ExecutionService service =
      new ExecutionService(
          stores.executions(),
          pipelines,
          files,
          stores.files(),
          objects,
          intake,
          new SubmissionLimits(3, 10_000, 5),
          (execution, pipeline) -> starts.begin(execution, pipeline),
          events,
          2,
          clock);
  final BatchExecutor executor = executor(Duration.ofMinutes(1), objects);

  /**
   * @param deadline of the work on one image
   */
  BatchExecutor executor(Duration deadline, ObjectStore store) {
    return executor(deadline, store, memory);
  }

  /**
   * @param room for images, and as much again for results
   */
  BatchExecutor executor(Duration deadline, ObjectStore store, ByteBudget room) {
    FrameRunner frames =
        new FrameRunner(
            new NoPixels(),
            new ExecutionEngine(clock),
            rasters,
            name -> {
              throw new IllegalStateException("no detectors here");
            },
            ImageLimits.DEFAULT,
            clock);
    ItemRunner items =
        new ItemRunner(
            frames,
            intake,
            store,
            (filename, size, detections) -> filename.getBytes(StandardCharsets.UTF_8),
            room,
            cores,
            deadline);
    return new BatchExecutor(compiler, items, store, Duration.ofHours(1), clock);
  }

  /** Starts what was claimed, without storing how it ends. */
  Run start(BatchExecutor where, Execution claimed) {
    return where.start(
        new Assignments(stores.pipelines(), stores.files())
            .prepare(claimed)
            .orElseThrow()
            .assignment(),
        news::add);
  }

  /** Runs what was claimed, and stores how it ends as a dispatcher does. */
  Execution run(Execution claimed) throws Exception {
    RunningAttempt attempt = new RunningAttempt(claimed);
    Assignments.Prepared prepared =
        new Assignments(stores.pipelines(), stores.files()).prepare(claimed).orElseThrow();
    attempt.missing(prepared.missing());
    Run run =
        executor.start(
            prepared.assignment(),
            told -> {
              news.add(told);
              attempt.hear(told).ifPresent(events::publish);
            });
    RunOutcome outcome = run.outcome().toCompletableFuture().get(60, TimeUnit.SECONDS);
    CountDownLatch stored = new CountDownLatch(1);
    new AttemptEnds(stores.executions(), objects, events, clock)
        .store(attempt, outcome, stored::countDown);
    stored.await();
    return stores.executions().find(claimed.id()).orElseThrow();
  }

  Pipeline pipeline(String... types) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      steps.add(new Step("s" + i, "", types[i], Map.of(), List.of(), Optional.empty()));
    }
    return pipelines.create(OPERATOR, new PipelineDraft("test", "", Optional.empty(), steps));
  }

  Submission submission(Pipeline pipeline, Optional<String> key, byte[]... images) {
    List<Upload> uploads =
        Arrays.stream(images)
            .map(
                image ->
                    new Upload(
                        "a.gif",
                        image.length,
                        Optional.empty(),
                        () -> new ByteArrayInputStream(image)))
            .toList();
    return new Submission(pipeline.slug(), uploads, List.of(), Map.of(), Priority.NORMAL, key);
  }

  Execution submit(Pipeline pipeline, byte[]... images) {
    return service.find(
        service.submit(OPERATOR, submission(pipeline, Optional.empty(), images)).id());
  }

  /** Claims the oldest one that waits, else one whose process died. */
  Execution claim() {
    NodeId node = new NodeId("n");
    Instant now = clock.instant();
    Instant until = now.plusSeconds(60);
    return stores.executions().claim(node, now, until, 1).stream()
        .findFirst()
        .or(() -> stores.executions().claimSuspect(node, now, until, 3))
        .orElseThrow();
  }

  @Override
  public void close() {
    gate.open.countDown();
    service.close();
    executor.close();
    rasters.close();
  }

  /** Lets images through when it is opened; opened from the start unless the test shuts it. */
  @ComponentInfo(
      id = "gate",
      category = "filter",
      title = "Gate",
      titleJa = "門",
      text = "",
      textJa = "")
  static final class Gate implements ImageComponent<Gate.Params> {
    volatile CountDownLatch open = new CountDownLatch(0);
    volatile CountDownLatch entered = new CountDownLatch(1);

    public record Params(
        @Param(title = "Width", titleJa = "幅", def = "1", min = 1, max = 9) int width) {}

    void shut() {
      open = new CountDownLatch(1);
      entered = new CountDownLatch(1);
    }

    @Override
    public Frame apply(Frame input, Params params, StepContext context)
        throws InterruptedException {
      entered.countDown();
      while (!open.await(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        context.checkpoint();
      }
      return input;
    }
  }

  /** Fails. */
  @ComponentInfo(
      id = "broken",
      category = "filter",
      title = "Broken",
      titleJa = "壊",
      text = "",
      textJa = "")
  static final class Broken implements ImageComponent<Broken.Params> {
    public record Params() {}

    @Override
    public Frame apply(Frame input, Params params, StepContext context) throws ComponentException {
      throw new ComponentException("it is broken");
    }
  }

  /** Names a model. */
  @ComponentInfo(
      id = "finder",
      category = "detect",
      title = "Finder",
      titleJa = "探",
      text = "",
      textJa = "")
  static final class Finder implements ImageComponent<Finder.Params> {
    public record Params(
        @Param(title = "Model", titleJa = "模", def = "cats", format = "model") String modelName) {}

    @Override
    public Frame apply(Frame input, Params params, StepContext context) {
      return input;
    }
  }

  /** Reads and writes images without looking at them. */
  private static final class NoPixels implements ImageCodec {
    @Override
    public Raster decode(byte[] data, ImageHeader header, Size needed, RasterAllocator allocator) {
      return allocator.allocate(header.width(), header.height(), PixelFormat.BGR24);
    }

    @Override
    public byte[] encode(Raster image, ImageFormat format, int quality) {
      return new byte[] {1, 2, 3};
    }
  }

  /** Calls listeners on the publishing thread and remembers everything. */
  static final class DirectBus implements EventBus {
    final List<ExecutionUpdate> updates = Collections.synchronizedList(new ArrayList<>());
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void publish(Event event) {
      if (event instanceof ExecutionUpdate update) {
        updates.add(update);
      }
      listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public <E extends Event> Subscription subscribe(Class<E> type, Consumer<? super E> listener) {
      Consumer<Event> typed =
          event -> {
            if (type.isInstance(event)) {
              listener.accept(type.cast(event));
            }
          };
      listeners.add(typed);
      return () -> listeners.remove(typed);
    }
  }
}
