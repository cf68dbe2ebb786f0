package com.imageflowcanvas.execution;

import com.imageflowcanvas.engine.CpuGate;
import com.imageflowcanvas.engine.FrameResult;
import com.imageflowcanvas.engine.FrameRunner;
import com.imageflowcanvas.engine.RunResult;
import com.imageflowcanvas.engine.StepEvent;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.execution.Assignment.AssignedItem;
import com.imageflowcanvas.file.ByteBudget;
import com.imageflowcanvas.file.HeldBytes;
import com.imageflowcanvas.file.ImageIntake;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.model.Cancellation;
import com.imageflowcanvas.pipeline.PipelinePlan;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes one image of a batch through a plan: read, decoded once, run in memory, each result encoded
 * when it is made. Thread-safe; works on the caller's thread.
 */
public final class ItemRunner {
  private final FrameRunner frames;
  private final ImageIntake intake;
  private final ObjectStore objects;
  private final DetectionDocument document;
  private final ByteBudget memory;
  private final ByteBudget results;
  private final CpuGate gate;
  private final Duration deadline;

  /**
   * @param memory for images that are read; as much again is for results that are being written
   * @param deadline of the work on one image
   */
  public ItemRunner(
      FrameRunner frames,
      ImageIntake intake,
      ObjectStore objects,
      DetectionDocument document,
      ByteBudget memory,
      CpuGate gate,
      Duration deadline) {
    this.frames = frames;
    this.intake = intake;
    this.objects = objects;
    this.document = document;
    this.memory = memory;
    // apart from that of images, whose room those hold that wait for a thread of these
    this.results = new ByteBudget(memory.bytes());
    this.gate = gate;
    this.deadline = deadline;
  }

  /** How many images of one run may be under way: two a core, one computing, one with the disk. */
  int itemsAtOnce() {
    return 2 * gate.permits();
  }

  /**
   * @param held the image's bytes where they are in memory, let go of when they are decoded; else
   *     they are read
   * @return holds room for its results, until it is closed
   * @throws ProblemException STORAGE_UNAVAILABLE
   * @throws InterruptedException when the run was stopped
   */
  ItemOutcome run(
      PipelinePlan plan,
      Priority priority,
      AssignedItem item,
      Optional<HeldBytes> held,
      Cancellation run,
      Listener listener)
      throws InterruptedException {
    Optional<HeldBytes> bytes = held.isPresent() ? held : read(item);
    if (bytes.isEmpty()) {
      return new ItemOutcome.Failed(
          new Failure(ErrorCode.NOT_FOUND, "input " + item.input() + " is gone"));
    }
    return withRoom(atWork(plan, priority, item, bytes.get(), run, listener));
  }

  /** Waits for room while it holds nothing that others wait for. */
  private ItemOutcome withRoom(ItemOutcome outcome) throws InterruptedException {
    return switch (outcome) {
      case ItemOutcome.Made made -> made.holding(results.take(made.bytes()));
      case ItemOutcome.Failed failed -> failed;
    };
  }

  private ItemOutcome atWork(
      PipelinePlan plan,
      Priority priority,
      AssignedItem item,
      HeldBytes held,
      Cancellation run,
      Listener listener)
      throws InterruptedException {
    try (HeldBytes data = held;
        CpuGate.Permit permit =
            gate.enter(CpuGate.Lane.BATCH, priority.headStartAtWorkers(), run)) {
      listener.onStarted();
      return work(plan, item, data, permit, run, listener);
    }
  }

  private Optional<HeldBytes> read(AssignedItem item) throws InterruptedException {
    ByteBudget.Share room = memory.take(item.sizeBytes());
    Optional<HeldBytes> held = Optional.empty();
    try {
      held = objects.get(item.object()).map(data -> new HeldBytes(data, room));
      return held;
    } finally {
      if (held.isEmpty()) {
        room.close();
      }
    }
  }

  private ItemOutcome work(
      PipelinePlan plan,
      AssignedItem item,
      HeldBytes data,
      CpuGate.Permit permit,
      Cancellation run,
      Listener listener)
      throws InterruptedException {
    ItemDeadline time = new ItemDeadline(deadline, run);
    try (time) {
      ImageHeader header = intake.check(data.data());
      ItemResults results =
          new ItemResults(frames.codec(), document, plan, item.filename(), header, data, listener);
      FrameResult done = frames.run(plan, data::data, header, permit, time.cancellation(), results);
      return switch (done.run()) {
        case RunResult.Completed completed -> results.made(completed, done.models());
        case RunResult.Failed failed ->
            new ItemOutcome.Failed(new Failure(failed.code(), failed.message()));
      };
    } catch (InterruptedException e) {
      if (time.isPassed() && !run.isCancelled()) {
        return new ItemOutcome.Failed(time.failure());
      }
      throw e;
    } catch (ProblemException e) {
      return new ItemOutcome.Failed(new Failure(e.problem().code(), e.problem().detail()));
    }
  }

  /** What is told of the work on one image, on the thread that works. */
  interface Listener {
    /** The work begins: what it waited for is there. */
    void onStarted();

    void onStep(StepEvent event);
  }
}
