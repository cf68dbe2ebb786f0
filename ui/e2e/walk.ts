import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { en } from "../src/i18n/en";
import { ja } from "../src/i18n/ja";
import type { Messages } from "../src/i18n/en";

export interface Look {
  language: "en" | "ja";
  theme: "light" | "dark";
  width: number;
  height: number;
}

interface Settings {
  url: string;
  password: string;
  photo: string;
  pictures: string;
  look: Look;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** One user in one look: opens every page, uses it as a person does, notes what is wrong. */
export class Walk {
  readonly #problems: string[] = [];
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #settings: Settings;
  readonly #t: Messages;
  readonly #name: string;

  private constructor(browser: Browser, page: Page, settings: Settings) {
    const { language, theme, width } = settings.look;
    this.#browser = browser;
    this.#page = page;
    this.#settings = settings;
    this.#t = language === "ja" ? ja : en;
    this.#name = `${language}-${theme}-${width}`;
    page.on("console", (message) => {
      // a refused login is part of the walk
      const expected = /status of (401|429)/.test(message.text());
      if (message.type() === "error" && !expected) this.#note(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.#note(`page error: ${error.message}`));
    page.setDefaultTimeout(20_000);
  }

  static async begin(settings: Settings): Promise<Walk> {
    const { language, theme, width, height } = settings.look;
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking"],
    });
    const context = await browser.newContext({
      locale: language === "ja" ? "ja-JP" : "en-GB",
      colorScheme: theme,
      viewport: { width, height },
    });
    const page = await context.newPage();
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`CSP ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
      );
    });
    return new Walk(browser, page, settings);
  }

  async all(): Promise<string[]> {
    try {
      await this.#login();
      await this.#run();
      await this.#execution();
      await this.#list();
      await this.#reload();
      await this.#logout();
    } catch (error) {
      await this.#page.screenshot({ path: `${this.#settings.pictures}/${this.#name}-stuck.png` });
      this.#note(String(error));
    }
    await this.#browser.close();
    return this.#problems;
  }

  async #login(): Promise<void> {
    const { login } = this.#t;
    await this.#page.goto(this.#settings.url);
    await this.#look("1-login");
    await this.#page.getByLabel(login.username).fill("admin");
    await this.#page.getByLabel(login.password, { exact: true }).fill("wrong");
    await this.#button(login.submit).click();
    await this.#sees(this.#page.getByText(login.wrong));
    await this.#page.getByLabel(login.password, { exact: true }).fill(this.#settings.password);
    await this.#page.keyboard.press("Enter");
    await this.#sees(this.#page.getByRole("heading", { level: 1, name: this.#t.run.title }));
  }

  async #run(): Promise<void> {
    const { run } = this.#t;
    await this.#sees(this.#page.getByRole("radio", { name: /Blur every face/ }));
    await this.#look("2-run-empty");
    await this.#page.locator("input[type=file]").setInputFiles(this.#settings.photo);
    await this.#page.getByText("Blur every face").click();
    await this.#button(run.parameters).click();
    await this.#look("3-run-ready", true);
    await this.#button(run.parameters).click();
    await this.#button(run.submit(1)).click();
    await this.#page.waitForURL(/\/executions\/.+/);
  }

  async #execution(): Promise<void> {
    const t = this.#t;
    // a fast server is done before anybody sees it run
    await this.#page
      .getByRole("progressbar")
      .first()
      .waitFor({ timeout: 700 })
      .catch(() => null);
    await this.#page.screenshot({ path: this.#picture("4-running") });
    await this.#sees(
      this.#page.locator("main").getByText(t.status.completed, { exact: true }).first(),
    );
    await this.#sees(this.#page.getByRole("slider", { name: t.execution.compareLabel }));
    await this.#sees(this.#page.getByRole("img", { name: /\d/ }).first());
    const detections = await this.#page
      .getByRole("listbox", { name: t.execution.detections })
      .getByRole("option")
      .count();
    if (detections === 0) this.#note("no detection is listed");
    await this.#page.getByRole("slider", { name: t.execution.compareLabel }).press("ArrowRight");
    await this.#page.mouse.move(0, 0);
    await this.#look("5-execution", true);
  }

  async #list(): Promise<void> {
    const { nav, executions } = this.#t;
    await this.#page.getByRole("navigation").getByRole("link", { name: nav.executions }).click();
    await this.#sees(this.#page.getByRole("link", { name: "Blur every face" }).first());
    await this.#look("6-list");
    await this.#page.getByRole("button", { name: executions.status }).click();
    await this.#look("7-list-filter");
    await this.#page.getByRole("option", { name: this.#t.status.cancelled }).click();
    await this.#page.waitForURL(/status=cancelled/);
    const left = this.#page.getByText(executions.noMatch).or(this.#page.getByRole("table"));
    await this.#sees(left);
    const completed = this.#page.getByRole("cell", { name: this.#t.status.completed });
    if ((await completed.count()) > 0) this.#note("the filter lets others through");
  }

  /** The cookie logs in again, and nobody sees the login page. */
  async #reload(): Promise<void> {
    await this.#page.reload();
    await this.#sees(this.#page.getByRole("heading", { level: 1, name: this.#t.executions.title }));
  }

  async #logout(): Promise<void> {
    await this.#page.getByRole("button", { name: this.#t.user.menu("admin") }).click();
    await this.#look("8-menu");
    await this.#page.getByRole("menuitem", { name: this.#t.user.logOut }).click();
    await this.#sees(this.#page.getByRole("heading", { name: this.#t.login.title }));
  }

  async #look(name: string, fullPage = false): Promise<void> {
    await this.#page.waitForTimeout(350);
    await this.#page.screenshot({ path: this.#picture(name), fullPage });
    await this.#axe(name);
  }

  async #axe(name: string): Promise<void> {
    // evaluated by the debugger, which the page's Content-Security-Policy does not stop
    await this.#page.evaluate(AXE);
    const { violations } = await this.#page.evaluate(
      (values) =>
        (window as unknown as { axe: typeof axe }).axe.run(document, {
          runOnly: { type: "tag", values },
        }),
      RULES,
    );
    for (const { id, help, nodes } of violations) {
      this.#note(
        `${name}: axe ${id}: ${help}: ${nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`,
      );
    }
    const excess = await this.#page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) this.#note(`${name}: wider than the window by ${excess} px`);
  }

  #button(name: string): Locator {
    return this.#page.getByRole("button", { name }).first();
  }

  async #sees(what: Locator): Promise<void> {
    await what.waitFor({ state: "visible" });
  }

  #picture(name: string): string {
    return `${this.#settings.pictures}/${name}-${this.#name}.png`;
  }

  #note(problem: string): void {
    this.#problems.push(`${this.#name}: ${problem}`);
  }
}
