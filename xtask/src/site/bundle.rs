//! Puts what a page loads into one file. The program is taken apart into one piece for every set of pages that share
//! something, some fifty for each page; together they compress a fifth better than one by one, and are asked for once.
//! A piece that two pages share travels with both, and is set up once. A part that is loaded behind a page leaves out
//! what the page has brought.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};

/// What the script that loads the pieces needs besides: a page's file is its pieces in order, each behind its length in
/// four bytes, the smallest first.
const RUNTIME: &str = r"
const pieces = new Map();
async function open(file) {
    const answer = await fetch(new URL(file, import.meta.url));
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    const view = new DataView(bytes), found = [];
    for (let at = 0; at < bytes.byteLength;) {
        const length = view.getUint32(at, true);
        found.push(new Uint8Array(bytes, at + 4, length));
        at += 4 + length;
    }
    return found;
}
function page(file, names, load) {
    return wrapAsyncCb(async () => {
        const missing = names.filter((name) => !pieces.has(name));
        const whole = missing.length > 0 ? open(file) : undefined;
        for (const name of missing) {
            const piece = whole.then((found) => found[names.indexOf(name)]);
            pieces.set(name, piece);
            // What did not arrive is asked for again the next time.
            piece.catch(() => pieces.delete(name));
        }
        await load();
        // They are set up; their bytes are of no use any more.
        for (const name of names) pieces.set(name);
    });
}
";

/// Joins the pieces of each page, and teaches the script where they are. `parts` names the pieces and the script by page,
/// and afterwards the one file and the script.
pub fn join(
    files: &mut BTreeMap<String, Vec<u8>>,
    parts: &mut BTreeMap<String, BTreeSet<String>>,
    script: &str,
    hash: &str,
) -> Result<()> {
    let loader = files.get(script).context("the script of the parts is missing")?;
    let mut loader = String::from_utf8(loader.clone()).context("the script of the parts is not UTF-8")?;
    let pieces: BTreeSet<String> = parts.values().flatten().filter(|name| *name != script).cloned().collect();
    for piece in &pieces {
        let opened = format!(
            "\n    const src = fetch(new URL(\"./{piece}\", import.meta.url));\n    src.catch(() => {{}});\n    \
             return async (imports) => "
        );
        let wrap = if loader.contains(&format!("{opened}debugWrap(")) { "debugWrap" } else { "" };
        let fetched = format!("() => {{{opened}{wrap}(WebAssembly.instantiateStreaming(src, imports));\n}}\n");
        let taken =
            format!("() => async (imports) => {wrap}(WebAssembly.instantiate(await pieces.get(\"{piece}\"), imports))");
        loader = replaced(&loader, &fetched, &taken)?;
    }
    let whole_parts = parts.clone();
    for (page, part) in parts {
        let there = room_of(page).and_then(|room| whole_parts.get(room));
        let is_new = |name: &&String| *name != script && there.is_none_or(|there| !there.contains(*name));
        let names: Vec<String> = part.iter().filter(is_new).cloned().collect();
        let mut whole = Vec::new();
        for name in &names {
            let piece = files.get(name).with_context(|| format!("the piece {name} is missing"))?;
            whole.extend_from_slice(&u32::try_from(piece.len())?.to_le_bytes());
            whole.extend_from_slice(piece);
        }
        let file = format!("{page}-{hash}.part");
        let door = format!("__wasm_split_load_{page} = ");
        let opened = format!("{door}page(\"./{file}\", {}, ", serde_json::to_string(&names)?);
        loader = replaced(&loader, &format!("{door}wrapAsyncCb("), &opened)?;
        files.insert(file.clone(), whole);
        *part = BTreeSet::from([file, script.to_owned()]);
    }
    files.retain(|name, _| !pieces.contains(name));
    loader.push_str(RUNTIME);
    files.insert(script.to_owned(), loader.into_bytes());
    Ok(())
}

/// The page behind which a part is loaded, for a part that is no page: `ticket` for `ticket_question`. What the page has
/// brought does not travel again.
pub fn room_of(part: &str) -> Option<&str> {
    part.split_once('_').map(|(room, _)| room)
}

/// Puts one text in the place of another that must stand there exactly once.
fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(text.matches(old).count() == 1, "the script of the parts is not written as expected: {old}");
    Ok(text.replacen(old, new, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetched(name: &str) -> String {
        format!(
            "() => {{\n    const src = fetch(new URL(\"./{name}\", import.meta.url));\n    src.catch(() => {{}});\n    \
             return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n"
        )
    }

    fn of(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn every_page_has_one_file_with_its_own_pieces_and_the_shared_ones() {
        let script = format!(
            "const a = makeLoad({}, []);\nexport const __wasm_split_load_day = wrapAsyncCb(makeLoad({}, [a]));\n\
             export const __wasm_split_load_list = wrapAsyncCb(makeLoad({}, [a]));\n",
            fetched("a.wasm"),
            fetched("day.wasm"),
            fetched("list.wasm")
        );
        let mut files = BTreeMap::from([
            ("a.wasm".to_owned(), vec![1, 2]),
            ("day.wasm".to_owned(), vec![3]),
            ("list.wasm".to_owned(), vec![4, 5, 6]),
            ("parts.js".to_owned(), script.into_bytes()),
        ]);
        let mut parts = BTreeMap::from([
            ("day".to_owned(), of(&["a.wasm", "day.wasm", "parts.js"])),
            ("list".to_owned(), of(&["a.wasm", "list.wasm", "parts.js"])),
        ]);
        join(&mut files, &mut parts, "parts.js", "f00d").unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["day-f00d.part", "list-f00d.part", "parts.js"]);
        assert_eq!(files["day-f00d.part"], [2, 0, 0, 0, 1, 2, 1, 0, 0, 0, 3]);
        assert_eq!(files["list-f00d.part"], [2, 0, 0, 0, 1, 2, 3, 0, 0, 0, 4, 5, 6]);
        assert_eq!(parts["day"], of(&["day-f00d.part", "parts.js"]));
        let script = String::from_utf8(files.remove("parts.js").unwrap()).unwrap();
        assert!(!script.contains("instantiateStreaming"), "{script}");
        assert!(script.contains(r#"page("./list-f00d.part", ["a.wasm","list.wasm"], makeLoad("#), "{script}");
    }

    #[test]
    fn what_is_loaded_behind_a_page_leaves_out_what_the_page_has_brought() {
        let script = format!(
            "const a = makeLoad({}, []);\nexport const __wasm_split_load_day = wrapAsyncCb(a);\n\
             export const __wasm_split_load_day_menu = wrapAsyncCb(makeLoad({}, [a]));\n",
            fetched("a.wasm"),
            fetched("menu.wasm")
        );
        let mut files = BTreeMap::from([
            ("a.wasm".to_owned(), vec![1, 2]),
            ("menu.wasm".to_owned(), vec![3]),
            ("parts.js".to_owned(), script.into_bytes()),
        ]);
        let mut parts = BTreeMap::from([
            ("day".to_owned(), of(&["a.wasm", "parts.js"])),
            ("day_menu".to_owned(), of(&["a.wasm", "menu.wasm", "parts.js"])),
        ]);
        join(&mut files, &mut parts, "parts.js", "f00d").unwrap();
        assert_eq!(files["day_menu-f00d.part"], [1, 0, 0, 0, 3]);
    }

    #[test]
    fn a_script_that_is_written_in_another_way_is_refused() {
        let mut files = BTreeMap::from([("p.js".to_owned(), b"new".to_vec()), ("a.wasm".to_owned(), vec![0])]);
        let mut parts = BTreeMap::from([("day".to_owned(), of(&["a.wasm", "p.js"]))]);
        assert!(join(&mut files, &mut parts, "p.js", "f00d").is_err());
    }
}
