package com.imageflowcanvas.it.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.it.openapi.ApiDescription.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API's description is true. After a change of the API, {@code -Dimageflow.openapi.record=true}
 * writes the served description down anew.
 */
class OpenApiTest extends DescribedServer {
  private static final Path COMMITTED = Path.of("../openapi.json");
  private static final long SEED = Long.getLong("imageflow.openapi.seed", 20261123);
  private static final int BAD_REQUESTS = Integer.getInteger("imageflow.openapi.requests", 40);

  /** Those whose good requests need what a test cannot have: a model of its own, the network. */
  private static final Set<String> NEVER_GOOD = Set.of("createModel", "deleteModel");

  /** Those whose examples name things that are not in an empty server. */
  private static final Set<String> OF_OTHERS =
      Set.of("login", "refreshLogin", "changeMyPassword", "createExecution", "createModel");

  /** Open to all, but not for what the good requests ask for. */
  private static final Set<String> UNDER_CONDITIONS = Set.of("createApiKey", "deleteApiKey");

  @Test
  void servedDescriptionIsTheCommittedOne() throws Exception {
    JsonNode served = admin.getAnonymously("/openapi.json").json();
    if (Boolean.getBoolean("imageflow.openapi.record")) {
      record(served);
    }

    assertThat(COMMITTED).exists();
    JsonNode committed = ApiDescription.JSON.readTree(Files.readAllBytes(COMMITTED));
    assertThat(JsonDifferences.between(served, committed))
        .as("openapi.json is out of date (run this test with -Dimageflow.openapi.record=true)")
        .isEmpty();
  }

  @Test
  void everyOperationHasAnIdAndAnswersGoodRequestsAsDescribed() throws Exception {
    List<String> faults = new ArrayList<>();
    assertThat(api.operations()).hasSizeGreaterThan(30);
    assertThat(api.operations())
        .extracting(Operation::id)
        .doesNotHaveDuplicates()
        .doesNotContain("");
    for (Operation operation : api.operations()) {
      HttpRequestParts request = good.of(operation);
      if (request.json() != null) {
        JsonNode schema = operation.requestSchema("application/json").orElseThrow();
        api.faults(schema, request.json())
            .forEach(fault -> faults.add(operation + " takes what is not described: " + fault));
      }
      RawHttp.Answer answer = request.send(http);
      for (int again = 0; again < 20 && hasEndedBefore(operation, answer); again++) {
        answer = good.of(operation).send(http);
      }
      String shown = answer.toString();
      check
          .faults(operation, answer)
          .forEach(fault -> faults.add(operation + ": " + fault + " in " + shown));
      if (answer.status() >= 300 && !NEVER_GOOD.contains(operation.id())) {
        faults.add(request + " is refused: " + answer);
      }
    }
    assertThat(String.join("\n", faults)).isEmpty();
  }

  /** Nobody can be sure to be in time with a cancel. */
  private static boolean hasEndedBefore(Operation operation, RawHttp.Answer answer) {
    return operation.id().equals("cancelExecution") && answer.text().contains("ALREADY_FINISHED");
  }

  @Test
  void examplesOfRequestsAreAccepted() throws Exception {
    for (Operation operation : api.operations()) {
      JsonNode body = operation.description().at("/requestBody/content/application~1json");
      if (body.isMissingNode() || OF_OTHERS.contains(operation.id())) {
        continue;
      }
      for (JsonNode example : body.path("examples")) {
        RawHttp.Answer answer =
            good.withJson(operation).withJson(api.resolved(example).path("value")).send(http);
        assertThat(answer.status()).as(operation + " " + answer).isLessThan(300);
      }
    }
  }

  /** Whoever has less than the least role is refused, whoever has no less is not. */
  @Test
  void rolesAreAsDescribed() throws Exception {
    List<String> roles = List.of("viewer", "pipeline_operator", "pipeline_creator", "admin");
    List<String> faults = new ArrayList<>();
    for (String role : roles) {
      String token = good.tokenOf(role);
      for (Operation operation : api.operations()) {
        String least = operation.description().path("x-least-role").asString("viewer");
        boolean open = operation.description().path("security").isArray();
        if (open || GoodRequests.endsItsLogin(operation) || role.equals("admin")) {
          continue;
        }
        HttpRequestParts request = good.of(operation).without("Authorization");
        RawHttp.Answer answer = request.with("Authorization: Bearer " + token).send(http);
        boolean refused = answer.text().contains("\"role: ");
        if (refused != roles.indexOf(role) < roles.indexOf(least)
            && !UNDER_CONDITIONS.contains(operation.id())) {
          faults.add(role + " " + operation + ": " + answer);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  /** What is not in a good request is never made bad. */
  @Test
  void goodRequestsUseEveryFieldThatIsDescribed() throws Exception {
    List<String> unused = new ArrayList<>();
    for (Operation operation : api.operations()) {
      Optional<JsonNode> json = operation.requestSchema("application/json");
      if (json.isPresent()) {
        unused.addAll(api.unused(json.get(), good.body(operation), operation.toString()));
      }
      Optional<JsonNode> form = operation.requestSchema("multipart/form-data");
      if (form.isPresent()) {
        String body = new String(good.form(operation).body(), StandardCharsets.ISO_8859_1);
        api.resolved(form.get()).path("properties").propertyNames().stream()
            .filter(name -> !body.contains("name=\"" + name + '"'))
            .forEach(name -> unused.add(operation + " part " + name));
      }
    }
    assertThat(unused).isEmpty();
  }

  @Test
  void everyOperationAnswersBadRequestsAsDescribed() throws Exception {
    Leftovers leftovers = new Leftovers(server, data);
    Map<String, String> faults = new TreeMap<>();
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<Operation> operations = api.operations();
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      BadRequests bad = bad(operation, new Nasty(SEED + i));
      for (int n = 0; n < (bad.hasInput() ? BAD_REQUESTS : 5); n++) {
        HttpRequestParts request = bad.next();
        RawHttp.Answer answer = send(request);
        statuses.merge(answer.status(), 1, Integer::sum);
        check
            .faults(operation, answer)
            .forEach(
                fault -> faults.putIfAbsent(operation + ": " + fault, request + " -> " + answer));
      }
    }
    System.out.println("answers to bad requests: " + statuses);
    assertThat(faults.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n")))
        .as("seed " + SEED + " (-Dimageflow.openapi.seed=" + SEED + " repeats it)")
        .isEmpty();
    assertThat(admin.get("/v1/auth/me").status()).isEqualTo(200);
    leftovers.assertNone(admin);
  }

  private BadRequests bad(Operation operation, Nasty nasty) throws Exception {
    boolean hasForm = operation.requestSchema("multipart/form-data").isPresent();
    Form form = hasForm ? good.form(operation) : new Form();
    boolean hasJson = operation.requestSchema("application/json").isPresent();
    HttpRequestParts json = hasJson ? good.withJson(operation) : null;
    return new BadRequests(operation, good.of(operation), json, form, nasty);
  }

  private RawHttp.Answer send(HttpRequestParts request) {
    try {
      return request.send(http);
    } catch (IOException e) {
      throw new IllegalStateException("no answer to " + request, e);
    }
  }

  private static void record(JsonNode served) throws IOException {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    Object sorted = mapper.treeToValue(served, Object.class);
    Files.writeString(COMMITTED, mapper.writeValueAsString(sorted) + "\n");
  }
}
