// One real server for one worker: a fresh database, migrated and set up by the binary's own commands.
// Only the process started here is ended, by its own handle.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { Language } from "./words.ts";

/** Somebody who can sign in. */
export type Person = { name: string; email: string; password: string };

/** A running server and how to reach it. */
export type Office = {
  /** Such as http://127.0.0.1:40123, without a slash at the end. */
  url: string;
  /** The administrator that `deskloom setup` made. */
  admin: Person;
  /** Runs a command of the binary on the office's database and gives what it printed. */
  command(...words: string[]): Promise<string>;
  /** Stops the server in an orderly way, or at once as `kill -9` does, and starts it again on the same address. */
  restart(how?: "orderly" | "at once"): Promise<void>;
  /** Ends the server and removes the database. */
  close(): Promise<void>;
};

const binary = process.env.DESKLOOM_BIN ?? path.resolve(import.meta.dirname, "../../target/release/deskloom");
const database = process.env.DESKLOOM_DATABASE ?? "sqlite:{folder}/{name}.db";

let opened = 0;

/** Opens an office of its own, whose administrator speaks a language. */
export async function open(language: Language = "zh-CN"): Promise<Office> {
  opened += 1;
  const folder = await mkdtemp(path.join(tmpdir(), "deskloom-e2e-"));
  const place = await Place.make(folder, `e2e_${process.pid}_${opened}`);
  const admin = { name: "陈管理", email: "admin@example.com", password: "a long enough password 1" };
  const run = (...words: string[]) => command(words, place.address, folder);
  await run("migrate");
  await run(
    ...["setup", "--company", "云帆科技", "--language", language],
    ...["--admin-name", admin.name, "--admin-email", admin.email, "--admin-password", admin.password],
  );
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  const log = path.join(folder, "server.log");
  let server = await serve(url, listen, place.address, folder, log);

  return {
    url,
    admin,
    command: run,
    restart: async (how = "orderly") => {
      await end(server, how === "orderly" ? "SIGTERM" : "SIGKILL");
      server = await serve(url, listen, place.address, folder, log);
    },
    close: async () => {
      await end(server, "SIGTERM");
      await place.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function command(words: string[], address: string, folder: string): Promise<string> {
  try {
    const done = await promisify(execFile)(binary, [...words, "--database", address], { cwd: folder });
    return done.stdout;
  } catch (failed) {
    // What is wrong with a package stands in what was printed, not in the error.
    throw new Error(`${String(failed)}\n${(failed as { stdout?: string }).stdout ?? ""}`, { cause: failed });
  }
}

async function serve(url: string, listen: string, address: string, folder: string, log: string): Promise<ChildProcess> {
  const child = spawn(binary, ["serve", "--gallery", "--listen", listen, "--database", address], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out = createWriteStream(log, { flags: "a" });
  child.stdout?.pipe(out, { end: false });
  child.stderr?.pipe(out, { end: false });
  const patience = Date.now() + 30_000;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > patience) {
      await end(child, "SIGKILL");
      throw new Error(`the server did not become ready:\n${await readFile(log, "utf8")}`);
    }
    await new Promise((later) => setTimeout(later, 25));
  }
  return child;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  // An orderly end waits for open requests; a spec that leaves a live stream open must not hang the run.
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? found(address.port) : failed(new Error("no port"))));
    });
  });
}

/** Where an office keeps what is stored: `{folder}` and `{name}` of the template are its own. */
class Place {
  private constructor(
    readonly address: string,
    private readonly name: string,
  ) {}

  static async make(folder: string, name: string): Promise<Place> {
    const place = new Place(database.replaceAll("{folder}", folder).replaceAll("{name}", name), name);
    await place.administer(`create database ${name}`);
    return place;
  }

  async remove(): Promise<void> {
    await this.administer(`drop database if exists ${this.name} with (force)`);
  }

  /** A PostgreSQL database is made and removed through the cluster's own; a SQLite file goes with its folder. */
  private async administer(statement: string): Promise<void> {
    if (this.address.startsWith("sqlite:")) return;
    const connection = new pg.Client({ connectionString: database.replaceAll("{name}", "postgres") });
    await connection.connect();
    try {
      await connection.query(statement);
    } finally {
      await connection.end();
    }
  }
}
