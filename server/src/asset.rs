//! The files of the pages, which the program around this library carries. Names that carry a hash never change;
//! everything is compressed beforehand, and the best encoding the browser takes is sent.

use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};

use app::{Assets, rooms::Room};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use rust_embed::EmbeddedFile;
use serde::Deserialize;

use crate::trouble::{Result, Trouble};

/// Where the files live.
pub const ROOT: &str = "/pkg";

/// Gives a file of the pages by its path inside their folder, such as `manifest.json`.
pub type Site = fn(&str) -> Option<EmbeddedFile>;

static SITE: OnceLock<Site> = OnceLock::new();

/// Tells where the files come from; what is told first stays. They are not embedded here, so that this library can be
/// compiled while the pages are still being built.
pub fn serve_from(site: Site) {
    SITE.get_or_init(|| site);
}

fn get(path: &str) -> Option<EmbeddedFile> {
    SITE.get().and_then(|site| site(path))
}

/// The names of this build's files, as `xtask` wrote them down.
#[derive(Deserialize)]
struct Manifest {
    js: String,
    wasm: String,
    css: String,
    parts: BTreeMap<String, Vec<String>>,
}

/// Where the files of this build are that a page needs. None when the pages were never built.
#[must_use]
pub fn assets(page: &str) -> Option<Assets> {
    let file = get("manifest.json")?;
    let Manifest { js, wasm, css, mut parts } = serde_json::from_slice(&file.data).ok()?;
    let parts = Room::of(page).and_then(|room| parts.remove(room.name())).unwrap_or_default();
    Some(Assets {
        css: format!("{ROOT}/{css}"),
        js: format!("{ROOT}/{js}"),
        wasm: format!("{ROOT}/{wasm}"),
        parts: parts.into_iter().map(|part| format!("{ROOT}/{part}")).collect(),
        nonce: None,
    })
}

/// Answers `GET /pkg/…`.
pub async fn asset(method: Method, uri: Uri, headers: HeaderMap) -> Result<Response> {
    let path = uri.path().trim_start_matches('/');
    // What is already an encoding of another file is not asked for by its own name.
    if ending(path, "br") || ending(path, "gz") {
        return Err(Trouble::not_found());
    }
    let plain = get(path);
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let encoded = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(accepted, encoding))
        .find_map(|(encoding, ending)| Some((encoding, get(&format!("{path}.{ending}"))?)));
    let (encoding, file) = match (encoded, plain) {
        (Some((encoding, file)), _) => (Some(encoding), file),
        (None, Some(file)) => (None, file),
        (None, None) => return Err(Trouble::not_found()),
    };
    // The icons have their hash behind the question mark.
    let lasting = is_hashed(path) || uri.query().is_some_and(|query| !query.is_empty());
    Ok(answer(&method, path, &headers, encoding, file, lasting))
}

fn answer(
    method: &Method,
    path: &str,
    asked: &HeaderMap,
    encoding: Option<&'static str>,
    file: EmbeddedFile,
    lasting: bool,
) -> Response {
    let hash = file.metadata.sha256_hash();
    let tag = hash.iter().take(12).fold(String::new(), |tag, byte| format!("{tag}{byte:02x}"));
    let tag = format!("\"{tag}\"");
    let same = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| list.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else if method == Method::HEAD {
        StatusCode::OK.into_response()
    } else {
        match file.data {
            Cow::Borrowed(embedded) => Body::from(Bytes::from_static(embedded)),
            Cow::Owned(read) => Body::from(read),
        }
        .into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let lasting = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lasting));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

/// Whether a header such as `gzip, br;q=0.8` accepts an encoding.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut parts = part.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        named && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// Whether a name carries a hash of what it holds: six or more hexadecimal digits behind a `-`, `.` or `_`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '.', '_'])
        .skip(1)
        .any(|part| (6..=64).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("pkg/frontend-3fa9c1_bg.wasm") && is_hashed("pkg/app.0a1b2c3d4e.css"));
        assert!(!is_hashed("pkg/frontend.js") && !is_hashed("favicon.svg") && !is_hashed("pkg/deadbeef.js"));
    }

    #[test]
    fn an_encoding_is_sent_only_to_those_who_take_it() {
        assert!(accepts("gzip, deflate, br", "br") && accepts("br;q=0.5", "br"));
        assert!(!accepts("gzip;q=0, br", "gzip") && !accepts("", "br") && !accepts("brotli", "br"));
    }
}
