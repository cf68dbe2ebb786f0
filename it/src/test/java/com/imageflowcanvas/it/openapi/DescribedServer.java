package com.imageflowcanvas.it.openapi;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** For tests that ask a real server what it describes, and hold its answers against that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DescribedServer {
  @TempDir static Path data;
  ServerProcess server;
  Api admin;
  RawHttp http;
  ApiDescription api;
  AnswerCheck check;
  GoodRequests good;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start(data);
    admin = server.api();
    http = new RawHttp(URI.create(server.url()).getPort());
    api = new ApiDescription(admin.getAnonymously("/openapi.json").json());
    check = new AnswerCheck(api, data);
    good = new GoodRequests(admin);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }
}
