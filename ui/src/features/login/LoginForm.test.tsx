import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { FakeServer, tokenAnswer, USER } from "../../test/fakeServer";
import { apiOf, draw } from "../../test/TestPage";
import { LoginForm } from "./LoginForm";

async function logIn(server: FakeServer, password = "secret") {
  const api = apiOf(server);
  draw(<LoginForm />, api);
  await userEvent.type(screen.getByLabelText("User name"), " admin ");
  if (password) await userEvent.type(screen.getByLabelText("Password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
  return api;
}

test("the right password logs in", async () => {
  const api = await logIn(
    new FakeServer({
      "POST /v1/auth/login": tokenAnswer("t"),
      "GET /v1/auth/me": { body: USER },
    }),
  );
  expect(api.auth.session()).toEqual({ status: "in", user: USER });
});

test("a wrong password is said, and not which of the two is wrong", async () => {
  await logIn(new FakeServer({ "POST /v1/auth/login": { status: 401 } }));
  expect(await screen.findByText("User name or password is wrong.")).toBeTruthy();
});

test("too many attempts show how long to wait, and the button waits as well", async () => {
  await logIn(
    new FakeServer({
      "POST /v1/auth/login": { status: 429, headers: { "Retry-After": "30" } },
    }),
  );
  expect((await screen.findAllByText(/Try again in 30 s/)).length).toBeGreaterThan(0);
  expect(screen.getByRole("button", { name: "Log in" }).hasAttribute("disabled")).toBe(true);
});

test("empty fields are not sent", async () => {
  const server = new FakeServer({});
  await logIn(server, "");
  expect(await screen.findByText("Enter user name and password.")).toBeTruthy();
  expect(server.seen).toEqual([]);
});

test("a server that does not answer is said", async () => {
  const server = new FakeServer({});
  server.down = true;
  await logIn(server);
  expect(await screen.findByText("The server does not answer")).toBeTruthy();
});
