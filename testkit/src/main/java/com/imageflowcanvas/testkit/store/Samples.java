package com.imageflowcanvas.testkit.store;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.execution.Attempt;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionMode;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.execution.NodeId;
import com.imageflowcanvas.execution.OutputFile;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.execution.StepState;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.id.TimeOrderedUuid;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Values to put into stores. Instants are whole microseconds, which every store keeps. */
public final class Samples {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00.000001Z");
  public static final UserId ALICE = new UserId("0190a000-0000-7000-8000-000000000001");
  public static final UserId BOB = new UserId("0190a000-0000-7000-8000-000000000002");
  public static final NodeId NODE = new NodeId("node-1");
  public static final PipelineId PIPELINE = new PipelineId("0190a000-0000-7000-8000-00000000000a");
  public static final ComponentType RESIZE = new ComponentType("resize");
  private static final String SHA256 = "ab".repeat(32);

  private Samples() {}

  public static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  /** A pending execution of Alice with one image, accepted so many seconds after the start. */
  public static Execution pending(long second) {
    return pending(PIPELINE, ALICE, Priority.NORMAL, at(second), 1);
  }

  public static Execution pending(
      PipelineId pipeline, UserId owner, Priority priority, Instant acceptedAt, int images) {
    return pending(
        pipeline,
        owner,
        priority,
        acceptedAt,
        IntStream.range(0, images)
            .mapToObj(i -> Item.pending(newFileId(), "photo-" + i + ".jpg", List.of()))
            .toList());
  }

  public static Execution pending(
      PipelineId pipeline, UserId owner, Priority priority, Instant acceptedAt, List<Item> items) {
    return new Execution(
        ExecutionId.next(),
        pipeline,
        1,
        owner,
        priority,
        Map.of("resize_width", 800),
        ExecutionState.PENDING,
        ExecutionMode.DIRECT_GRPC,
        Attempt.NONE,
        items,
        List.of(StepProgress.pending(StepId.of(RESIZE, 0), RESIZE)),
        0,
        acceptedAt,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, reading this file. */
  public static Execution reading(FileId input, long second) {
    return pending(
        PIPELINE,
        ALICE,
        Priority.NORMAL,
        at(second),
        List.of(Item.pending(input, "photo.jpg", List.of("only the first frame was read"))));
  }

  /** How a running execution is after all its items went well, with a result of each. */
  public static Execution completed(Execution running, Instant at) {
    List<Item> items =
        IntStream.range(0, running.items().size()).mapToObj(i -> done(running, i)).toList();
    return running.after(new ExecutionEvent.Ended(items, doneSteps(running, at), 1, at));
  }

  private static Item done(Execution running, int index) {
    Item item = running.items().get(index);
    StepId step = running.steps().getLast().id();
    FileId id = new FileId(running.id() + "-" + step + "-output" + (index == 0 ? "" : "-" + index));
    return new Item(
        item.input(),
        item.filename(),
        ExecutionState.COMPLETED,
        List.of(new OutputFile(id, step, "photo-resized.jpg", "image/jpeg", 1_000)),
        List.of(new Detection("bus", 5, 0.8732f, new Box(1.25, 2, 333.3333333333, 40))),
        Optional.empty(),
        item.notes());
  }

  private static List<StepProgress> doneSteps(Execution running, Instant at) {
    return running.steps().stream()
        .map(
            step ->
                new StepProgress(
                    step.id(),
                    step.component(),
                    StepState.COMPLETED,
                    running.startedAt(),
                    Optional.of(at),
                    Duration.ofNanos(412_345),
                    Optional.empty(),
                    Optional.empty()))
        .toList();
  }

  /** The files of an ended execution's results. */
  public static List<StoredFile> outputsOf(Execution ended) {
    return ended.outputs().stream()
        .map(
            output ->
                new StoredFile(
                    output.id(),
                    ended.owner(),
                    StoredFile.Kind.OUTPUT,
                    output.filename(),
                    output.contentType(),
                    output.sizeBytes(),
                    SHA256,
                    ObjectKey.of(output.id(), ended.attempt().fence()),
                    Optional.of(ended.id().value()),
                    ended.completedAt().orElse(START),
                    Map.of("pipeline_version", 1, "input_sha256", SHA256)))
        .toList();
  }

  /** The files of a pending execution's images, 500 bytes each. */
  public static List<StoredFile> inputsOf(Execution pending) {
    return pending.items().stream()
        .flatMap(item -> item.input().stream())
        .map(id -> file(id, pending.owner(), StoredFile.Kind.INPUT, pending.createdAt()))
        .map(file -> ofExecution(file, pending.id()))
        .toList();
  }

  private static StoredFile ofExecution(StoredFile f, ExecutionId id) {
    return new StoredFile(
        f.id(),
        f.owner(),
        f.kind(),
        f.filename(),
        f.contentType(),
        f.sizeBytes(),
        f.sha256(),
        f.object(),
        Optional.of(id.value()),
        f.createdAt(),
        f.provenance());
  }

  /** A file uploaded by itself, 500 bytes. */
  public static StoredFile upload(UserId owner, long second) {
    return file(newFileId(), owner, StoredFile.Kind.UPLOAD, at(second));
  }

  public static StoredFile file(FileId id, UserId owner, StoredFile.Kind kind, Instant at) {
    return new StoredFile(
        id,
        owner,
        kind,
        "写真 \"1\".jpg",
        "image/jpeg",
        500,
        SHA256,
        ObjectKey.of(id),
        Optional.empty(),
        at,
        Map.of());
  }

  public static FileId newFileId() {
    return new FileId(TimeOrderedUuid.next());
  }
}
