//! Looks for names in built files.

/// Whether the text stands anywhere in the bytes.
pub fn hold(bytes: &[u8], text: &str) -> bool {
    let searched = text.as_bytes();
    let Some(first) = searched.first() else { return true };
    // Comparing one byte first keeps this quick over tens of megabytes.
    bytes.windows(searched.len()).any(|window| window.first() == Some(first) && window == searched)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_is_found_wherever_it_stands() {
        assert!(super::hold(b"before frontend-f00d.js after", "frontend-f00d.js"));
        assert!(super::hold(b"frontend", "frontend"));
        assert!(!super::hold(b"frontendfrontend-", "frontend-f00d.js"));
        assert!(!super::hold(b"", "frontend"));
    }
}
