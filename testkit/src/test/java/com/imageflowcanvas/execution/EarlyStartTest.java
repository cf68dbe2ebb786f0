package com.imageflowcanvas.execution;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.testkit.store.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Executions whose work begins before they are accepted. */
class EarlyStartTest extends Dispatching {
  @Test
  void executionThatBeganEarlyIsRunOnceAndEndsAsAnyOther() throws Exception {
    dispatchHouse();
    house.gate.shut();
    Execution accepted = house.submit(pipeline, House.GIF, House.GIF);
    assertThat(accepted.state()).isEqualTo(ExecutionState.RUNNING);
    house.gate.entered.await();
    house.gate.open.countDown();
    await(() -> stateOf(accepted) == ExecutionState.COMPLETED);
    Execution done = store.find(accepted.id()).orElseThrow();
    assertThat(done.outputs()).hasSize(2);
    assertThat(done.attempt().number()).isEqualTo(1);
    done.outputs()
        .forEach(output -> assertThat(house.stores.files().find(output.id())).isPresent());
  }

  @Test
  void earlyStartThatIsNotAcceptedLeavesNothingAndTellsNothing() throws Exception {
    dispatchHouse();
    byte[] big = new byte[20_000];
    System.arraycopy(House.GIF, 0, big, 0, House.GIF.length);
    int told = house.events.updates.size();
    try {
      house.submit(pipeline, House.GIF, big);
      throw new AssertionError("accepted");
    } catch (ProblemException e) {
      assertThat(e.problem().code()).isEqualTo(ErrorCode.TOO_LARGE);
    }
    await(
        () -> {
          List<String> left = new CopyOnWriteArrayList<>();
          house.objects.forEach(object -> left.add(object.key().value()));
          return left.isEmpty();
        });
    assertThat(house.events.updates).hasSize(told);
    // its room is free again
    Execution next = house.submit(pipeline, House.GIF);
    await(() -> stateOf(next) == ExecutionState.COMPLETED);
  }

  /** Dispatches to the house's own executor, and lets submissions begin early. */
  private void dispatchHouse() throws InterruptedException {
    dispatch(4, 2, house.executor);
    Execution probe = accept(Priority.NORMAL);
    await(() -> stateOf(probe) != ExecutionState.PENDING);
    await(() -> stateOf(probe) != ExecutionState.RUNNING);
    house.starts = dispatcher.orElseThrow();
    await(
        () -> {
          Optional<EarlyStart> may = house.starts.begin(early(), pipeline);
          may.ifPresent(EarlyStart::undo);
          return may.isPresent();
        });
  }

  private Execution early() {
    Execution e = Samples.pending(pipeline.id(), ALICE, Priority.NORMAL, clock.now, 1);
    return new Execution(
        e.id(),
        e.pipelineId(),
        e.pipelineVersion(),
        e.owner(),
        e.priority(),
        Map.of(),
        e.state(),
        e.mode(),
        e.attempt(),
        List.of(),
        e.steps(),
        0,
        e.createdAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
