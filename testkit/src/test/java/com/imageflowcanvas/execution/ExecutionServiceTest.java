package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.file.Upload;
import com.imageflowcanvas.pipeline.Pipeline;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionServiceTest {
  private static final byte[] BAD = "no image".getBytes(StandardCharsets.UTF_8);

  private final House house = new House();
  private final Pipeline pipeline = house.pipeline("gate");

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void acceptedExecutionIsStoredWithItsInputsBeforeTheAnswer() {
    Execution accepted = house.submit(pipeline, House.GIF);
    assertThat(house.stores.executions().find(accepted.id())).contains(accepted);
    FileId input = accepted.items().getFirst().input().orElseThrow();
    assertThat(house.stores.files().find(input)).isPresent();
    assertThat(accepted.pipelineVersion()).isEqualTo(1);
  }

  @Test
  void badImageAmongGoodOnesIsAFailedItem() {
    Execution accepted = house.submit(pipeline, House.GIF, BAD);
    assertThat(accepted.items())
        .extracting(Item::state)
        .containsExactly(ExecutionState.PENDING, ExecutionState.FAILED);
  }

  @Test
  void imageWhoseReadingBreaksDownTakesNoRoomAfterwards() {
    Upload broken =
        new Upload(
            "a.gif",
            house.memory.bytes(),
            Optional.empty(),
            () -> {
              throw new IllegalStateException("the connection is in pieces");
            });
    Submission submission =
        new Submission(
            pipeline.slug(),
            List.of(broken),
            List.of(),
            Map.of(),
            Priority.NORMAL,
            Optional.empty());
    assertThatThrownBy(() -> house.service.submit(House.OPERATOR, submission))
        .isInstanceOf(IllegalStateException.class);
    assertThat(house.memory.isHalfFree()).isTrue();
  }

  @Test
  void onlyBadImagesAreRefusedAndNothingIsKept() {
    refused(ErrorCode.IMAGE_NOT_RECOGNIZED, () -> house.submit(pipeline, BAD, BAD));
    assertNothingKept();
  }

  @Test
  void limitsAreKept() {
    refused(ErrorCode.INVALID_REQUEST, () -> house.submit(pipeline));
    refused(
        ErrorCode.TOO_LARGE,
        () -> house.submit(pipeline, House.GIF, House.GIF, House.GIF, House.GIF));
    assertNothingKept();
  }

  @Test
  void fullQueueAsksToComeBackLater() {
    for (int i = 0; i < 5; i++) {
      house.submit(pipeline, House.GIF);
    }
    assertThatThrownBy(() -> house.submit(pipeline, House.GIF))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ErrorCode.QUEUE_FULL);
              assertThat(e.problem().retryAfter()).isPresent();
            });
  }

  @Test
  void manyAtOnceDoNotOverfillTheQueue() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger decided = new AtomicInteger();
    Upload slow =
        new Upload(
            "a.gif",
            House.GIF.length,
            Optional.empty(),
            () -> {
              decided.incrementAndGet();
              await(release);
              return new ByteArrayInputStream(House.GIF);
            });
    Submission submission =
        new Submission(
            pipeline.slug(), List.of(slow), List.of(), Map.of(), Priority.NORMAL, Optional.empty());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        threads.submit(
            () -> {
              try {
                house.service.submit(House.OPERATOR, submission);
              } catch (ProblemException e) {
                decided.incrementAndGet();
              }
            });
      }
      while (decided.get() < 20) {
        Thread.sleep(1);
      }
      release.countDown();
    }
    assertThat(house.stores.executions().counts()).containsEntry(ExecutionState.PENDING, 5L);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sameKeyAndSameRequestIsOneExecution() {
    Submission once = house.submission(pipeline, Optional.of("k"), House.GIF);
    ExecutionService.Accepted first = house.service.submit(House.OPERATOR, once);
    ExecutionService.Accepted second = house.service.submit(House.OPERATOR, once);
    assertThat(second)
        .isEqualTo(new ExecutionService.Accepted(first.id(), first.estimatedCompletion(), true));
    assertThat(house.stores.executions().counts()).containsEntry(ExecutionState.PENDING, 1L);
  }

  @Test
  void filesUnderOneKeyMayComeInAnyOrder() {
    byte[] other = House.GIF.clone();
    other[11] = 1;
    Submission one = house.submission(pipeline, Optional.of("k"), House.GIF, other, BAD);
    Submission two = house.submission(pipeline, Optional.of("k"), BAD, other, House.GIF);
    assertThat(house.service.submit(House.OPERATOR, two).id())
        .isEqualTo(house.service.submit(House.OPERATOR, one).id());
    byte[] otherBad = "no image either".getBytes(StandardCharsets.UTF_8);
    refused(
        ErrorCode.IDEMPOTENCY_MISMATCH,
        () ->
            house.service.submit(
                House.OPERATOR,
                house.submission(pipeline, Optional.of("k"), House.GIF, other, otherBad)));
  }

  @Test
  void sameKeyGetsTheSameAnswerWhateverHasChangedSince() {
    Submission once = house.submission(pipeline, Optional.of("k"), House.GIF);
    ExecutionService.Accepted first = house.service.submit(House.OPERATOR, once);
    house.service.cancel(House.OPERATOR, first.id());
    house.service.delete(House.OPERATOR, first.id());
    house.pipelines.delete(House.OPERATOR, pipeline.id(), Optional.empty());
    ExecutionService.Accepted again = house.service.submit(House.OPERATOR, once);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.estimatedCompletion()).isEqualTo(first.estimatedCompletion());
    assertNothingKept();
  }

  @Test
  void refusedRequestLeavesItsKeyFree() {
    refused(
        ErrorCode.IMAGE_NOT_RECOGNIZED,
        () ->
            house.service.submit(
                House.OPERATOR, house.submission(pipeline, Optional.of("k"), BAD)));
    Submission good = house.submission(pipeline, Optional.of("k"), House.GIF);
    assertThat(house.service.submit(House.OPERATOR, good).repeated()).isFalse();
  }

  @Test
  void filesThatWereUploadedBeforeCountAgainstTheLimitToo() {
    FileId large = new FileId("large");
    house
        .stores
        .files()
        .add(
            new StoredFile(
                large,
                House.OPERATOR.id(),
                StoredFile.Kind.UPLOAD,
                "large.gif",
                "image/gif",
                9_990,
                "",
                ObjectKey.of(large),
                Optional.empty(),
                house.clock.instant(),
                Map.of()),
            Optional.empty());
    Submission images = house.submission(pipeline, Optional.empty(), House.GIF);
    refused(
        ErrorCode.TOO_LARGE,
        () ->
            house.service.submit(
                House.OPERATOR,
                new Submission(
                    images.pipeline(),
                    images.uploads(),
                    List.of(large),
                    Map.of(),
                    Priority.NORMAL,
                    Optional.empty())));
  }

  @Test
  void sameKeyForAnotherRequestIsRefused() {
    house.service.submit(House.OPERATOR, house.submission(pipeline, Optional.of("k"), House.GIF));
    refused(
        ErrorCode.IDEMPOTENCY_MISMATCH,
        () ->
            house.service.submit(
                House.OPERATOR,
                house.submission(pipeline, Optional.of("k"), House.GIF, House.GIF)));
  }

  @Test
  void keyThatCannotBeOneIsRefusedAndNothingIsKept() {
    Submission submission = house.submission(pipeline, Optional.of("k".repeat(256)), House.GIF);
    refused(ErrorCode.INVALID_REQUEST, () -> house.service.submit(House.OPERATOR, submission));
    assertNothingKept();
  }

  @Test
  void unknownPipelineAndUnknownParametersAreRefusedBeforeImagesAreRead() {
    refused(ErrorCode.PIPELINE_UNKNOWN, () -> submit("nope", Map.of()));
    refused(ErrorCode.VALIDATION_FAILED, () -> submit(pipeline.slug(), Map.of("nope", 1)));
    assertNothingKept();
  }

  @Test
  void viewerMayNotRun() {
    Caller viewer = new Caller(new UserId("v"), "v", Set.of(Role.VIEWER));
    refused(
        ErrorCode.FORBIDDEN,
        () ->
            house.service.submit(viewer, house.submission(pipeline, Optional.empty(), House.GIF)));
  }

  @Test
  void othersExecutionsCanBeCancelledByAdminsOnly() {
    Execution accepted = house.submit(pipeline, House.GIF);
    Caller other = new Caller(new UserId("x"), "x", Set.of(Role.PIPELINE_CREATOR));
    refused(ErrorCode.FORBIDDEN, () -> house.service.cancel(other, accepted.id()));
    Caller admin = new Caller(new UserId("a"), "a", Set.of(Role.ADMIN));
    assertThat(house.service.cancel(admin, accepted.id()).state())
        .isEqualTo(ExecutionState.CANCELLED);
    refused(ErrorCode.ALREADY_FINISHED, () -> house.service.cancel(admin, accepted.id()));
  }

  @Test
  void deletedExecutionLeavesNothing() {
    Execution accepted = house.submit(pipeline, House.GIF);
    refused(ErrorCode.IN_USE, () -> house.service.delete(House.OPERATOR, accepted.id()));
    house.service.cancel(House.OPERATOR, accepted.id());
    house.service.delete(House.OPERATOR, accepted.id());
    refused(ErrorCode.NOT_FOUND, () -> house.service.find(accepted.id()));
    assertNothingKept();
  }

  @Test
  void runningOneShowsHowFarItHasComeAndAnEndedOneNever() throws Exception {
    Execution accepted = house.submit(pipeline, House.GIF, House.GIF);
    Execution claimed = house.claim();
    assertThat(house.service.find(accepted.id()).percentage()).isZero();
    house.run(claimed);
    assertThat(house.service.find(accepted.id()).percentage()).isEqualTo(100);
  }

  private void submit(String reference, Map<String, Object> parameters) {
    Submission good = house.submission(pipeline, Optional.empty(), House.GIF);
    house.service.submit(
        House.OPERATOR,
        new Submission(
            reference, good.uploads(), List.of(), parameters, Priority.HIGH, Optional.empty()));
  }

  private void assertNothingKept() {
    house.objects.forEach(
        object -> {
          throw new AssertionError("left behind: " + object);
        });
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
