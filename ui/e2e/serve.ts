import { startFakeServer } from "./fake-server";

/** The built pages in front of the fake server, to look at: `node e2e/start.mjs serve`. */
export async function main(): Promise<void> {
  const server = await startFakeServer(Number(process.env.PORT ?? 4173));
  console.log(`${server.url}  (user admin, any password but "wrong")`);
}
