package com.imageflowcanvas.execution;

import com.imageflowcanvas.execution.Assignment.AssignedItem;
import com.imageflowcanvas.file.HeldBytes;
import com.imageflowcanvas.file.StoredFile;
import java.util.Optional;

/**
 * An execution that has begun before it is accepted. Nothing of it is told until then. Thread-safe
 * until it is accepted or undone.
 */
public final class EarlyStart {
  private final ExecutionDispatcher dispatcher;
  private final OpenRun run;
  private boolean over;

  EarlyStart(ExecutionDispatcher dispatcher, OpenRun run) {
    this.dispatcher = dispatcher;
    this.run = run;
  }

  /**
   * One more image is there.
   *
   * @param bytes of it where they are in memory; the run lets go of them. Else the object is there
   */
  void add(int index, StoredFile file, Optional<HeldBytes> bytes) {
    run.add(AssignedItem.of(index, file, file.filename()), bytes);
  }

  /** The execution as it is to be stored: claimed by this node. */
  Execution claim(Execution pending) {
    return pending.after(dispatcher.claiming());
  }

  /** It is stored. */
  void accepted(Execution claimed) {
    over = true;
    dispatcher.accepted(claimed, run);
  }

  /** It is not accepted, unless it has been: what was begun is undone. */
  void undo() {
    if (!over) {
      over = true;
      dispatcher.undo(run);
    }
  }
}
