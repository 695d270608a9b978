// The product's own words, from the files it is built with: a spec says what it looks for in both languages.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** A language of the interface. */
export type Language = "zh-CN" | "en";

/** Gives the words of a key such as `studio.publish_do`, with its facts filled in. */
export type Words = (key: string, facts?: Record<string, string | number>) => string;

type Entry = Record<Language, string>;

const folder = path.resolve(import.meta.dirname, "../../app/ui/locales");
const all = new Map<string, Entry>();
for (const file of readdirSync(folder).filter((name) => name.endsWith(".yml"))) {
  const area = path.basename(file, ".yml");
  const entries = parse(readFileSync(path.join(folder, file), "utf8")) as Record<string, Entry>;
  for (const [key, entry] of Object.entries(entries)) all.set(`${area}.${key}`, entry);
}

/** The words of one language. */
export function wordsOf(language: Language): Words {
  return (key, facts = {}) => {
    const entry = all.get(key);
    if (!entry) throw new Error(`there are no words for ${key}`);
    return entry[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? `{${name}}`));
  };
}
