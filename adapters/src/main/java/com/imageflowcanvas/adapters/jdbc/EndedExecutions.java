package com.imageflowcanvas.adapters.jdbc;

import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.Item;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ended executions that were read lately, so that a client that asks again does not cost the
 * reading of a document. They change no more; whether they are still there is asked each time.
 * Bounded by the images, results and detections that they hold together. Thread-safe.
 */
final class EndedExecutions {
  /** About 4 MB. */
  static final int CAPACITY = 20_000;

  private final Map<ExecutionId, Execution> known = new LinkedHashMap<>(16, 0.75f, true);
  private int held;

  synchronized Optional<Execution> find(ExecutionId id) {
    return Optional.ofNullable(known.get(id));
  }

  /** Forgets those that were asked for least lately, where there is no room. */
  synchronized void keep(Execution ended) {
    int size = size(ended);
    if (!ended.state().isTerminal() || size > CAPACITY / 4 || known.containsKey(ended.id())) {
      return;
    }
    known.put(ended.id(), ended);
    held += size;
    Iterator<Execution> oldest = known.values().iterator();
    while (held > CAPACITY) {
      held -= size(oldest.next());
      oldest.remove();
    }
  }

  synchronized void forget(Execution gone) {
    if (known.remove(gone.id()) != null) {
      held -= size(gone);
    }
  }

  synchronized int held() {
    return held;
  }

  /** Each of its parts counts as one; as much as a few small ones where there are none. */
  private static int size(Execution execution) {
    int size = 4 + execution.steps().size();
    for (Item item : execution.items()) {
      size += 1 + item.outputs().size() + item.detections().size();
    }
    return size;
  }
}
