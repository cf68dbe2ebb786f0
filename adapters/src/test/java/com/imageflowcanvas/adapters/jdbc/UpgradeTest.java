package com.imageflowcanvas.adapters.jdbc;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.NODE;
import static com.imageflowcanvas.testkit.store.Samples.PIPELINE;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.ComponentType;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.execution.Execution;
import com.imageflowcanvas.execution.ExecutionEvent;
import com.imageflowcanvas.execution.ExecutionId;
import com.imageflowcanvas.execution.ExecutionState;
import com.imageflowcanvas.execution.ExecutionStore.ExecutionQuery;
import com.imageflowcanvas.execution.ExecutionSummary;
import com.imageflowcanvas.execution.Failure;
import com.imageflowcanvas.execution.Item;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.image.Box;
import com.imageflowcanvas.image.Detection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that an older version has written is read by this one, and goes on. */
final class UpgradeTest {
  /** As version 11 of the schema was written. */
  private static final String EXECUTION =
      """
      INSERT INTO executions (id, pipeline_id, pipeline_version, owner, priority, rank, state, mode,
       attempt, node, lease_until, fence, created_at, started_at, completed_at, item_count,
       finished_steps, document)
      VALUES ('%s', '0190a000-0000-7000-8000-00000000000a', 1,
       '0190a000-0000-7000-8000-000000000001', 'normal', %d, '%s', 'direct_grpc',
       %d, %s, %s, %d, %d, %s, %s, %d, %d, '%s')
      """;

  private static final String STEP =
      "{\"id\":\"resize-step-0\",\"component\":\"resize\",\"state\":\"%s\",\"nanos\":0}";

  private static final String WAITING =
      "{\"parameters\":{\"resize_width\":800},\"items\":[{\"input\":\"f-1\",\"filename\":\"a.jpg\","
          + "\"state\":\"PENDING\",\"outputs\":[],\"detections\":[],\"notes\":[]},"
          + "{\"filename\":\"b.txt\",\"state\":\"FAILED\",\"outputs\":[],\"detections\":[],"
          + "\"failure\":{\"code\":\"IMAGE_CORRUPT\",\"message\":\"切れ\"},\"notes\":[\"n\"]}],"
          + "\"steps\":["
          + STEP.formatted("PENDING")
          + "]}";

  private static final String ENDED =
      "{\"parameters\":{},\"items\":["
          + ended(0)
          + ","
          + ended(1)
          + ",{\"input\":\"f-9\",\"filename\":\"c.jpg\",\"state\":\"FAILED\",\"outputs\":[],\"detections\":[],\"failure\":{\"code\":\"IMAGE_CORRUPT\",\"message\":\"a"
          + " \\\"q\\\"\"},\"notes\":[]}],\"steps\":["
          + STEP.formatted("COMPLETED")
          + "],\"failure\":{\"code\":\"IMAGE_CORRUPT\",\"message\":\"a \\\"q\\\"\"}}";

  @TempDir private Path folder;
  private final ExecutionId waiting = ExecutionId.next();
  private final ExecutionId running = ExecutionId.next();
  private final ExecutionId failed = ExecutionId.next();
  private Database database;
  private JdbcExecutionStore executions;

  @BeforeEach
  void upgrade() throws SQLException {
    Path file = folder.resolve("imageflow.db");
    String url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/migration")
        .target("11")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          row(waiting, "pending", 0, "NULL", "NULL", 0, at(1).getEpochSecond(), WAITING, 1));
      statement.executeUpdate(
          row(running, "running", 1, "'node-1'", micros(9), 1, at(2).getEpochSecond(), WAITING, 1));
      statement.executeUpdate(
          row(failed, "failed", 1, "'node-1'", "NULL", 1, at(3).getEpochSecond(), ENDED, 3));
      statement.executeUpdate("UPDATE ended_counts SET total = 1 WHERE state = 'failed'");
    }
    database = Database.sqlite(file);
    executions = new JdbcExecutionStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void documentsAreWhatTheyWere() {
    Execution pending = executions.find(waiting).orElseThrow();
    assertThat(pending.pipelineId()).isEqualTo(PIPELINE);
    assertThat(pending.parameters()).isEqualTo(Map.of("resize_width", 800));
    assertThat(pending.items())
        .containsExactly(
            Item.pending(new FileId("f-1"), "a.jpg", List.of()),
            new Item(
                Optional.empty(),
                "b.txt",
                ExecutionState.FAILED,
                List.of(),
                List.of(),
                Optional.of(new Failure(ErrorCode.IMAGE_CORRUPT, "切れ")),
                List.of("n")));
    assertThat(pending.attempt().notBefore()).isEmpty();

    Execution ended = executions.find(failed).orElseThrow();
    assertThat(ended.failure()).contains(new Failure(ErrorCode.IMAGE_CORRUPT, "a \"q\""));
    assertThat(ended.items()).hasSize(3);
    assertThat(ended.items().get(1).outputs()).hasSize(3);
    assertThat(ended.items().get(1).detections())
        .containsExactly(new Detection("bus", 1, 0.8732f, new Box(1.25, 2, 333.3333333333, 40)));
    assertThat(ended.items().get(2).detections()).isEmpty();
  }

  @Test
  void rowsOfListsAreFilled() {
    List<ExecutionSummary> rows =
        executions
            .list(
                new ExecutionQuery(
                    Optional.of(PIPELINE),
                    Optional.empty(),
                    Optional.of(ALICE),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    9))
            .executions();

    assertThat(rows)
        .containsExactlyElementsOf(
            List.of(failed, running, waiting).stream()
                .map(id -> ExecutionSummary.of(executions.find(id).orElseThrow()))
                .toList());
    assertThat(rows.getFirst().outputCount()).isEqualTo(6);
    assertThat(rows.getFirst().firstOutputs()).hasSize(4);
    assertThat(rows.getFirst().completedSteps()).isEqualTo(1);
    assertThat(rows.getLast().itemCount()).isEqualTo(2);
    assertThat(rows.getLast().currentStep()).contains(new ComponentType("resize"));
    assertThat(executions.counts())
        .containsEntry(ExecutionState.PENDING, 1L)
        .containsEntry(ExecutionState.RUNNING, 1L)
        .containsEntry(ExecutionState.FAILED, 1L);
  }

  @Test
  void theQueueGoesOn() {
    Execution pending = executions.find(waiting).orElseThrow();
    assertThat(executions.claim(NODE, at(10), at(40), 5))
        .containsExactly(pending.after(new ExecutionEvent.Claimed(NODE, at(40), at(10))));

    Execution lost = executions.find(running).orElseThrow();
    Execution again = lost.after(new ExecutionEvent.Claimed(NODE, at(40), at(10)));
    assertThat(executions.claimSuspect(NODE, at(10), at(40), 2)).contains(again);
    Failure why = new Failure(ErrorCode.IMAGE_CORRUPT, "x");
    Execution ended = again.after(new ExecutionEvent.Failed(why, at(11)));
    assertThat(executions.finish(ended, again.attempt().fence(), List.of())).isTrue();
    assertThat(executions.find(running)).contains(ended);
  }

  private static String row(
      ExecutionId id,
      String state,
      int attempt,
      String node,
      String lease,
      int fence,
      long second,
      String document,
      int items) {
    boolean ended = state.equals("failed");
    long created = second * 1_000_000;
    return EXECUTION.formatted(
        id,
        created - 3_600_000_000L,
        state,
        attempt,
        node,
        lease,
        fence,
        created,
        ended ? created + 5 : "NULL",
        ended ? created + 9 : "NULL",
        items,
        ended ? 2 : 0,
        document);
  }

  private static String micros(long second) {
    return String.valueOf(Micros.of(at(second)));
  }

  /** An item with three results and a bus. */
  private static String ended(int number) {
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      outputs.append(
          "%s{\"id\":\"o-%d\",\"step\":\"resize-step-0\",\"filename\":\"写真.jpg\",\"contentType\":\"image/jpeg\",\"bytes\":12}"
              .formatted(i == 0 ? "" : ",", number * 3 + i));
    }
    return ("{\"input\":\"f-%d\",\"filename\":\"a.jpg\",\"state\":\"COMPLETED\",\"outputs\":[%s],"
                + "\"detections\":[{\"name\":\"bus\",\"id\":%d,\"confidence\":0.8732,\"x\":1.25,\"y\":2.0,"
                + "\"width\":333.3333333333,\"height\":40.0}],\"notes\":[]}")
        .formatted(number, outputs, number);
  }
}
