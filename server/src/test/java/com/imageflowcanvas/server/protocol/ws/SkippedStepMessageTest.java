package com.imageflowcanvas.server.protocol.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionService;
import com.imageflowcanvas.execution.ExecutionUpdate;
import com.imageflowcanvas.execution.StepProgress;
import com.imageflowcanvas.execution.StepState;
import com.imageflowcanvas.server.json.ExecutionLabels;
import com.imageflowcanvas.server.json.Json;
import com.imageflowcanvas.server.json.Language;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.store.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class SkippedStepMessageTest {
  private final ExecutionMessages messages;

  SkippedStepMessageTest(TestServer server) {
    messages =
        new ExecutionMessages(
            server.bean(ExecutionService.class),
            new ExecutionLabels(server.bean(ComponentCatalog.class)),
            new ResourceMeter(System::nanoTime));
  }

  @Test
  void skippedStepIsToldWithItsReason() {
    Execution running =
        Samples.pending(0)
            .after(new ExecutionEvent.Claimed(Samples.NODE, Samples.at(1), Samples.at(60)))
            .after(new ExecutionEvent.Began(Samples.at(1)));
    StepProgress before = running.steps().getFirst();
    StepProgress skipped =
        new StepProgress(
            before.id(),
            before.component(),
            StepState.SKIPPED,
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            Optional.of("switch-step-0:then stayed empty"));
    Execution after =
        running.after(new ExecutionEvent.Progressed(running.items(), List.of(skipped), 1));

    JsonNode message =
        Json.MAPPER.valueToTree(
            messages.toWatcher(
                new ExecutionUpdate.Progressed(after, 1, Optional.of(skipped.id()), Samples.at(2)),
                Language.EN));

    JsonNode details = message.path("data").path("step_details");
    assertThat(details.path("status").asString()).isEqualTo("skipped");
    assertThat(details.path("skipped_reason").asString())
        .isEqualTo("switch-step-0:then stayed empty");
  }
}
