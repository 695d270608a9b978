//! The program on the command line.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

fn deskloom(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskloom"));
    command.current_dir(folder).env_clear().args(["--log", "warn"]).stdin(Stdio::null());
    command
}

fn run(folder: &Path, words: &[&str]) -> Output {
    deskloom(folder).args(words).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_workspace_is_set_up_without_a_browser_once() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["setup", "--company", "蓝杉", "--admin-email", "Admin@Example.cn", "--language", "zh-CN"];
    let mut child = deskloom(folder.path())
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"correct horse battery\n").unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", text(&done.stderr));
    let again = run(folder.path(), &[&words[..], &["--admin-password", "correct horse battery"]].concat());
    assert!(!again.status.success());

    let made = run(folder.path(), &["token", "create", "--email", "admin@example.cn", "--name", "night job"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(text(&made.stdout).starts_with("dlk_") && !text(&made.stderr).contains("dlk_"));
    let listed = text(&run(folder.path(), &["token", "list"]).stdout);
    assert!(listed.contains("night job") && !listed.contains(text(&made.stdout).trim()), "{listed}");
    let id = listed.split_whitespace().next().unwrap();
    assert!(run(folder.path(), &["token", "revoke", id]).status.success());
    assert!(run(folder.path(), &["token", "list"]).stdout.is_empty());
}

#[test]
fn a_short_password_is_refused_in_the_chosen_language() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["setup", "--company", "蓝杉", "--admin-email", "a@b.cn", "--admin-password", "short", "--lang"];
    let en = text(&run(folder.path(), &[&words[..], &["en"]].concat()).stderr);
    let zh = text(&run(folder.path(), &[&words[..], &["zh-CN"]].concat()).stderr);
    assert!(en.contains("weak_password") && zh.contains("weak_password") && zh.contains("密码"), "{en}\n{zh}");
    assert!(!en.contains("short\n"), "the password is not repeated");
}

#[test]
fn a_package_is_checked_without_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("package.json");
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packages/starter.json");
    let good = run(folder.path(), &["package", "check", starter.to_str().unwrap()]);
    assert!(good.status.success(), "{} {}", text(&good.stdout), text(&good.stderr));
    std::fs::write(&file, r#"{"deskloom":"package","format":1,"definitions":[{"kind":"spell"}]}"#).unwrap();
    let bad = run(folder.path(), &["package", "check", "package.json"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(text(&bad.stderr).contains("/definitions/0/kind"), "{}", text(&bad.stderr));
    assert!(!folder.path().join("data").exists(), "no database was made");
}

#[test]
fn definitions_are_exported_and_imported_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let setup = ["setup", "--company", "蓝杉", "--admin-email", "a@b.cn", "--admin-password", "correct horse battery"];
    assert!(run(folder.path(), &setup).status.success());
    let exported = run(folder.path(), &["package", "export", "ticket_type/complaint", "-o", "complaint.json"]);
    assert!(exported.status.success(), "{}", text(&exported.stderr));
    let dry = run(folder.path(), &["package", "import", "complaint.json", "--dry-run"]);
    assert!(dry.status.success() && text(&dry.stdout).contains("keep"), "{} {}", text(&dry.stdout), text(&dry.stderr));
    let wrong = run(folder.path(), &["package", "export", "complaint"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&run(folder.path(), &["package", "export"]).stdout).contains("\"deskloom\": \"package\""));
}

#[cfg(unix)]
#[test]
fn the_server_says_where_it_is_and_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = deskloom(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let ready = lines.next().unwrap();
    assert!(ready.starts_with("Deskloom is ready at http://127.0.0.1:"), "{ready}");
    assert!(lines.next().unwrap().contains("empty"));
    let link = lines.next().unwrap();
    assert!(link.trim().starts_with("http://127.0.0.1:") && link.contains("/setup?key="), "{link}");
    let began = Instant::now();
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    assert!(began.elapsed() < Duration::from_secs(10));
}
