package com.imageflowcanvas.it.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.it.openapi.ApiDescription.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every field of every request that is described, in paths, queries, headers, forms, and JSON at
 * any depth, takes every nasty value as it is described, and nothing is left behind.
 */
class EveryFieldTest extends DescribedServer {
  /** Headers that all operations understand are tried with these. */
  private static final Set<String> OF_ALL = Set.of("listPipelines", "createPipeline");

  private final Map<String, String> faults = new TreeMap<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  @Test
  void everyFieldOfEveryOperationTakesEveryNastyValue() throws Exception {
    Leftovers leftovers = new Leftovers(server, data);
    // wrong logins last: after some of them nobody can log in from here for a while
    for (Operation operation :
        api.operations().stream()
            .sorted(Comparator.comparing(operation -> operation.id().equals("login")))
            .toList()) {
      tryPaths(new Attempts(operation, () -> good.of(operation)));
      tryQueries(new Attempts(operation, () -> good.of(operation)));
      tryHeaders(new Attempts(operation, () -> good.of(operation)));
      if (operation.requestSchema("application/json").isPresent()) {
        tryJson(new Attempts(operation, () -> good.withJson(operation)));
      }
      if (operation.requestSchema("multipart/form-data").isPresent()) {
        tryForm(new Attempts(operation, () -> good.of(operation)), good.form(operation));
      }
      if (operation.requestSchema("image/*").isPresent()) {
        tryBytes(new Attempts(operation, () -> good.of(operation)));
      }
    }
    assertNoFaults();
    leftovers.assertNone(admin);
  }

  private void tryPaths(Attempts attempts) throws Exception {
    for (JsonNode parameter : attempts.operation.parameters("path")) {
      String name = parameter.path("name").asString();
      for (String text : Nasty.texts().stream().filter(text -> !text.isEmpty()).toList()) {
        String path = attempts.operation.path().replace("{" + name + "}", Nasty.encoded(text));
        attempts.with("path " + name, good -> good.at(path.replaceAll("\\{\\w+}", "x")));
      }
    }
  }

  private void tryQueries(Attempts attempts) throws Exception {
    for (JsonNode parameter : attempts.operation.parameters("query")) {
      String name = parameter.path("name").asString();
      for (String text : Nasty.texts()) {
        String query = "?" + name + "=" + Nasty.encoded(text);
        attempts.with("query " + name, good -> good.at(good.target() + query));
      }
    }
  }

  private void tryHeaders(Attempts attempts) throws Exception {
    List<String> names = new ArrayList<>();
    if (OF_ALL.contains(attempts.operation.id())) {
      names.addAll(List.of("Accept", "Authorization", "X-API-Key", "Cookie", "Content-Type"));
    }
    attempts.operation.parameters("header").forEach(h -> names.add(h.path("name").asString()));
    for (String name : names) {
      for (String text : Nasty.texts()) {
        String line = name + ": " + Nasty.headerValue(text);
        attempts.with("header " + name, good -> good.without(name).with(line));
      }
    }
  }

  private void tryJson(Attempts attempts) throws Exception {
    for (JsonPlaces.Place place : JsonPlaces.of(attempts.json())) {
      for (byte[] value : Nasty.jsonValues()) {
        byte[] body = place.with(value);
        attempts.with(place.pointer(), good -> good.withContent(body));
      }
    }
    for (JsonNode less : JsonPlaces.withoutEach(attempts.json())) {
      attempts.with("a member less", good -> good.withJson(less));
    }
  }

  private void tryForm(Attempts attempts, Form form) throws Exception {
    for (int part = 0; part < form.size(); part++) {
      for (String text : Nasty.texts()) {
        byte[] body = form.withContent(part, Form.utf8(text)).body();
        attempts.with("part " + part, good -> good.withContent(body));
      }
    }
    for (String name : Nasty.filenames()) {
      byte[] body = form.withFilenames(name).body();
      attempts.with("filename", good -> good.withContent(body));
    }
  }

  private void tryBytes(Attempts attempts) throws Exception {
    for (String text : Nasty.texts()) {
      attempts.with("body", good -> good.withBody("image/jpeg", Form.utf8(text)));
      String name = "Content-Disposition: attachment; filename=\"" + Nasty.headerValue(text) + '"';
      attempts.with(
          "filename of a body", good -> good.withBody("image/jpeg", GoodRequests.IMAGE).with(name));
    }
  }

  private void assertNoFaults() throws Exception {
    System.out.println("answers to nasty fields: " + statuses);
    assertThat(faults.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n")))
        .isEmpty();
    assertThat(statuses).containsKeys(200, 201, 202, 204, 400, 401, 404);
    for (String state : List.of("pending", "running")) {
      for (JsonNode execution :
          admin.get("/v1/executions?limit=100&status=" + state).json().path("items")) {
        admin.awaitEnd(execution.path("execution_id").asString(), Duration.ofMinutes(5));
      }
    }
  }

  /** Makes a good request; a new one where the one before was used up. */
  private interface Goods {
    HttpRequestParts make() throws Exception;
  }

  /** Requests that are made out of a good one, and what is wrong with their answers. */
  private final class Attempts {
    private final Operation operation;
    private final Goods goods;
    private HttpRequestParts current;

    Attempts(Operation operation, Goods goods) throws Exception {
      this.operation = operation;
      this.goods = goods;
      this.current = goods.make();
    }

    JsonNode json() {
      return Objects.requireNonNull(current.json());
    }

    void with(String place, UnaryOperator<HttpRequestParts> change) throws Exception {
      HttpRequestParts request = change.apply(current);
      try {
        RawHttp.Answer answer = request.send(http);
        statuses.merge(answer.status(), 1, Integer::sum);
        check
            .faults(operation, answer)
            .forEach(fault -> note(place + ": " + fault, request + " -> " + answer));
        if (answer.status() < 300 && GoodRequests.endsItsLogin(operation)) {
          current = goods.make();
        }
      } catch (IOException e) {
        note(place + ": no answer", request + " -> " + e);
      }
    }

    private void note(String fault, String how) {
      faults.putIfAbsent(operation + " " + fault, how);
    }
  }
}
