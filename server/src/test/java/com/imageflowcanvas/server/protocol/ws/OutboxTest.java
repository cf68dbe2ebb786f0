package com.imageflowcanvas.server.protocol.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.execution.Attempt;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionMode;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionUpdate;
import com.imageflowcanvas.execution.Priority;
import com.imageflowcanvas.pipeline.PipelineId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutboxTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final Outbox outbox = new Outbox(now::get);

  @Test
  void answersKeepTheirOrder() throws InterruptedException {
    outbox.answer(new ServerMessage.Pong());
    outbox.answer(refusal("second"));

    assertThat(outbox.take()).isEqualTo(new Outbox.Next.Answer(new ServerMessage.Pong()));
    assertThat(outbox.take()).isEqualTo(new Outbox.Next.Answer(refusal("second")));
  }

  @Test
  void onlyTheNewestNewsOfAnExecutionWaits() throws InterruptedException {
    outbox.news(running("a", 1), false);
    outbox.news(running("a", 2), false);
    outbox.news(running("b", 1), false);

    assertThat(sequence(outbox.take())).isEqualTo("a 2");
    assertThat(sequence(outbox.take())).isEqualTo("b 1");
  }

  @Test
  void newsThatIsOlderThanWhatWasSentIsLeftOut() throws InterruptedException {
    outbox.news(running("a", 5), false);
    assertThat(sequence(outbox.take())).isEqualTo("a 5");
    now.addAndGet(Lane.PACE_NANOS);
    outbox.news(running("a", 4), false);
    outbox.news(running("a", 5), false);
    outbox.news(running("b", 1), false);

    assertThat(sequence(outbox.take())).isEqualTo("b 1");
  }

  @Test
  void fastNewsWaitsForItsTurnAndTheEndDoesNot() throws InterruptedException {
    outbox.news(running("a", 1), false);
    assertThat(sequence(outbox.take())).isEqualTo("a 1");
    outbox.news(running("a", 2), false);
    outbox.news(running("b", 1), false);
    assertThat(sequence(outbox.take())).isEqualTo("b 1");

    outbox.news(update("a", 3, ExecutionState.COMPLETED), false);
    assertThat(sequence(outbox.take())).isEqualTo("a 3");
  }

  @Test
  void newsWhoseTimeHasComeIsSent() throws InterruptedException {
    outbox.news(running("a", 1), false);
    assertThat(sequence(outbox.take())).isEqualTo("a 1");
    outbox.news(running("a", 2), false);
    now.addAndGet(Lane.PACE_NANOS);

    assertThat(sequence(outbox.take())).isEqualTo("a 2");
  }

  @Test
  void sameNewsIsSentAgainWhenTheClientAsksAgain() throws InterruptedException {
    ExecutionUpdate end = update("a", 9, ExecutionState.FAILED);
    outbox.news(end, false);
    assertThat(sequence(outbox.take())).isEqualTo("a 9");
    outbox.repeat(end.execution().id());
    outbox.news(end, false);

    assertThat(sequence(outbox.take())).isEqualTo("a 9");
  }

  /** The store may lag behind the news of a run. */
  @Test
  void whoAsksAgainIsToldHowItStandsEvenIfNewerNewsWasSent() throws InterruptedException {
    outbox.news(running("a", 5), false);
    assertThat(sequence(outbox.take())).isEqualTo("a 5");
    now.addAndGet(Lane.PACE_NANOS);
    outbox.repeat(new ExecutionId("a"));
    outbox.news(running("a", 1), false);
    assertThat(sequence(outbox.take())).isEqualTo("a 1");

    now.addAndGet(Lane.PACE_NANOS);
    outbox.news(running("a", 5), false);
    outbox.news(running("b", 1), false);
    assertThat(sequence(outbox.take())).as("once only").isEqualTo("b 1");
  }

  @Test
  void whoAsksAgainIsToldWhatIsNewestWhereThatIsOnItsWay() throws InterruptedException {
    outbox.news(running("a", 5), false);
    outbox.repeat(new ExecutionId("a"));
    outbox.news(running("a", 1), false);

    assertThat(sequence(outbox.take())).isEqualTo("a 5");
  }

  @Test
  void whoWatchesOneAndAllIsToldTwice() throws InterruptedException {
    outbox.news(running("a", 1), false);
    outbox.news(running("a", 1), true);

    assertThat(((Outbox.Next.News) outbox.take()).ofAll()).isFalse();
    assertThat(((Outbox.Next.News) outbox.take()).ofAll()).isTrue();
  }

  @Test
  void forgottenExecutionIsNotTold() throws InterruptedException {
    outbox.news(running("a", 1), false);
    outbox.news(running("b", 1), true);
    outbox.forget(new ExecutionId("a"));
    outbox.forgetAll();
    outbox.news(running("c", 1), false);

    assertThat(sequence(outbox.take())).isEqualTo("c 1");
  }

  @Test
  void closingLetsAnswersGoFirst() throws InterruptedException {
    outbox.answer(refusal("why"));
    outbox.news(running("a", 1), false);
    outbox.close(CloseCode.UNAUTHENTICATED);
    outbox.close(CloseCode.GOING_AWAY);
    outbox.answer(refusal("too late"));

    assertThat(outbox.take()).isEqualTo(new Outbox.Next.Answer(refusal("why")));
    assertThat(outbox.take()).isEqualTo(new Outbox.Next.Close(CloseCode.UNAUTHENTICATED));
  }

  @Test
  void whoDoesNotKeepUpIsToBeClosed() throws InterruptedException {
    for (int i = 0; i < 2_100; i++) {
      outbox.news(running("execution-" + i, 1), true);
    }

    assertThat(outbox.take()).isEqualTo(new Outbox.Next.Close(CloseCode.TOO_SLOW));
  }

  @Test
  void answersThatNobodyReadsCloseTheSocket() throws InterruptedException {
    for (int i = 0; i < 1_100; i++) {
      outbox.answer(new ServerMessage.Pong());
    }

    assertThat(outbox.take()).isEqualTo(new Outbox.Next.Close(CloseCode.TOO_SLOW));
  }

  private static String sequence(Outbox.Next next) {
    ExecutionUpdate update = ((Outbox.Next.News) next).update();
    return update.execution().id() + " " + update.sequence();
  }

  private static ServerMessage refusal(String text) {
    return new ServerMessage.Refused(null, ServerMessage.ErrorBody.of("INVALID_REQUEST", text));
  }

  private static ExecutionUpdate running(String id, long sequence) {
    return update(id, sequence, ExecutionState.RUNNING);
  }

  private static ExecutionUpdate update(String id, long sequence, ExecutionState state) {
    Execution execution =
        new Execution(
            new ExecutionId(id),
            new PipelineId("p"),
            1,
            new UserId("u"),
            Priority.NORMAL,
            Map.of(),
            state,
            ExecutionMode.DIRECT_GRPC,
            Attempt.NONE,
            List.of(),
            List.of(),
            0,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new ExecutionUpdate.Changed(execution, sequence, Instant.EPOCH);
  }
}
