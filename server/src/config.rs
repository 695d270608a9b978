//! The command line and the environment, as one value that `main` reads once. Doc comments are the help text.

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr};

use clap::{Args, Parser, Subcommand, ValueEnum};
use desk::{MailSettings, MailTls, store::Location};
use model::Lang;

/// Deskloom: a self-hosted, no-code platform for customer service.
#[derive(Clone, Debug, Parser)]
#[command(name = "deskloom", version, about, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`. A password is better kept in the environment.
    #[arg(
        long,
        global = true,
        env = "DESKLOOM_DATABASE",
        hide_env_values = true,
        default_value = "sqlite:data/deskloom.db"
    )]
    pub database: Database,
    /// The language of this command's messages: en or zh-CN.
    #[arg(long, global = true, env = "DESKLOOM_LANG", default_value = "en")]
    pub lang: Lang,
    /// How log lines are written to standard error.
    #[arg(long, global = true, env = "DESKLOOM_LOG_FORMAT", value_enum, default_value_t)]
    pub log_format: LogFormat,
    /// Which log lines are written, such as `info` or `warn,server=debug`.
    #[arg(
        long,
        global = true,
        env = "DESKLOOM_LOG",
        default_value = "info,sqlx=warn,sea_orm=warn,tower_sessions=error"
    )]
    pub log: String,
}

/// The address of a database. Only [`Database::url`] gives the password away.
#[derive(Clone)]
pub struct Database(String);

impl Database {
    /// The address as it was given, password included.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.0
    }

    /// The address as the store wants it.
    pub fn location(&self) -> anyhow::Result<Location> {
        Ok(self.0.parse()?)
    }
}

impl FromStr for Database {
    type Err = desk::store::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Location>().map(|_| Self(text.to_owned()))
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.location() {
            Ok(location) => write!(f, "{location}"),
            Err(_) => f.write_str("(unreadable)"),
        }
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Serve pages and the API, and run timers and outgoing mail beside them. Brings the database up to date first.
    Serve(Serve),
    /// Run timers and outgoing mail only, for a database that other processes serve.
    Work(Work),
    /// Bring the database up to date and stop.
    Migrate,
    /// Make the workspace and its first administrator without a browser.
    Setup(Setup),
    /// Fill the workspace with invented people, customers and six weeks of tickets that end now, so that every page
    /// has something to show. Each ticket is walked through its published flow on a clock of its own; no mail is sent.
    /// Done once for a workspace: a second time is refused and adds nothing.
    Demo(Demo),
    /// Make, list and revoke the bearer tokens of the API.
    #[command(subcommand)]
    Token(Token),
    /// Carry definitions from one workspace to another as a JSON file.
    #[command(subcommand)]
    Package(Package),
}

/// Serve pages and the API.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// The address to listen at; port 0 takes any free one.
    #[arg(long, env = "DESKLOOM_LISTEN", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,
    /// The address people reach the server at, such as `https://desk.example.com`; links begin with it.
    /// `http://` and the listening address, if absent.
    #[arg(long, env = "DESKLOOM_BASE_URL")]
    pub base_url: Option<String>,
    /// Leave timers and outgoing mail to a `deskloom work` process.
    #[arg(long, env = "DESKLOOM_NO_WORKER")]
    pub no_worker: bool,
    /// Whether the session cookie is for https only. `auto`: if the base address begins with https.
    #[arg(long, env = "DESKLOOM_COOKIE_SECURE", value_enum, default_value_t)]
    pub cookie_secure: CookieSecure,
    /// Believe the `X-Forwarded-For` header. Only behind a proxy that sets it and that nobody can go round.
    #[arg(long, env = "DESKLOOM_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Serve the gallery of components at `/_gallery`, for those who work on Deskloom itself.
    #[arg(long, env = "DESKLOOM_GALLERY", hide = true)]
    pub gallery: bool,
    /// What leaves the server.
    #[command(flatten)]
    pub outgoing: Outgoing,
}

/// Run timers and outgoing mail.
#[derive(Clone, Debug, Args)]
pub struct Work {
    /// The address people reach the server at; links in mails begin with it.
    #[arg(long, env = "DESKLOOM_BASE_URL", default_value = "http://127.0.0.1:7878")]
    pub base_url: String,
    /// What leaves the server.
    #[command(flatten)]
    pub outgoing: Outgoing,
}

/// Fill the workspace.
#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// Which play: the same number gives the same people, matters and turns.
    #[arg(long, env = "DESKLOOM_DEMO_SEED", default_value_t = 1)]
    pub seed: u64,
}

/// What leaves the server: mail and web calls.
#[derive(Clone, Debug, Default, Args)]
pub struct Outgoing {
    /// The mail server for outgoing mail. Without one, mails are kept and sent when there is one.
    #[arg(long, env = "DESKLOOM_MAIL_HOST", requires = "mail_from")]
    pub mail_host: Option<String>,
    /// Its port; 465, 587 or 25 by `--mail-tls`, if absent.
    #[arg(long, env = "DESKLOOM_MAIL_PORT")]
    pub mail_port: Option<u16>,
    /// The account at the mail server.
    #[arg(long, env = "DESKLOOM_MAIL_USER")]
    pub mail_user: Option<String>,
    /// The account's password. Better kept in the environment.
    #[arg(long, env = "DESKLOOM_MAIL_PASSWORD", hide_env_values = true)]
    pub mail_password: Option<Secret>,
    /// The sender's address.
    #[arg(long, env = "DESKLOOM_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// How the connection to the mail server is encrypted.
    #[arg(long, env = "DESKLOOM_MAIL_TLS", value_enum, default_value_t)]
    pub mail_tls: Tls,
    /// Let webhooks call loopback and private addresses.
    #[arg(long, env = "DESKLOOM_PRIVATE_WEBHOOKS")]
    pub private_webhooks: bool,
}

impl Outgoing {
    /// The mail server, if one is named.
    #[must_use]
    pub fn mail(&self) -> Option<MailSettings> {
        let host = self.mail_host.clone()?;
        let (tls, port) = match self.mail_tls {
            Tls::Always => (MailTls::Always, 465),
            Tls::Starttls => (MailTls::StartTls, 587),
            Tls::Never => (MailTls::Never, 25),
        };
        Some(MailSettings {
            host,
            port: self.mail_port.unwrap_or(port),
            user: self.mail_user.clone(),
            password: self.mail_password.as_ref().map(|secret| secret.0.clone()),
            from: self.mail_from.clone().unwrap_or_default(),
            tls,
        })
    }
}

/// How the connection to a mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Tls {
    /// From the first byte (port 465).
    #[default]
    Always,
    /// After STARTTLS (port 587).
    Starttls,
    /// Not at all; only for a mail server on the same machine.
    Never,
}

/// Whether the session cookie is for https only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CookieSecure {
    /// If the base address begins with https.
    #[default]
    Auto,
    /// Yes.
    Always,
    /// No.
    Never,
}

impl CookieSecure {
    /// The answer for a base address.
    #[must_use]
    pub fn holds(self, base_url: &str) -> bool {
        match self {
            Self::Auto => base_url.starts_with("https://"),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// A text that never shows in logs.
#[derive(Clone)]
pub struct Secret(pub String);

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// Make the workspace and its first administrator.
#[derive(Clone, Debug, Args)]
pub struct Setup {
    /// The company's name.
    #[arg(long)]
    pub company: String,
    /// The administrator's name; the mail address, if absent.
    #[arg(long)]
    pub admin_name: Option<String>,
    /// The administrator's mail address.
    #[arg(long)]
    pub admin_email: String,
    /// The administrator's password, at least ten characters. Read from standard input, if absent.
    #[arg(long, env = "DESKLOOM_ADMIN_PASSWORD", hide_env_values = true)]
    pub admin_password: Option<Secret>,
    /// The workspace's language: en or zh-CN; that of the messages, if absent.
    #[arg(long)]
    pub language: Option<Lang>,
    /// The workspace's time zone, such as `Asia/Shanghai`; a usual one for the language, if absent.
    #[arg(long)]
    pub zone: Option<String>,
    /// Begin with invented people, customers and six weeks of tickets, as `deskloom demo` makes them.
    #[arg(long)]
    pub demo: bool,
}

/// Make, list and revoke the bearer tokens of the API.
#[derive(Clone, Debug, Subcommand)]
pub enum Token {
    /// Make a token with a person's rights. Its secret goes to standard output, once, and is kept nowhere.
    Create {
        /// The person's mail address.
        #[arg(long)]
        email: String,
        /// What the token is for.
        #[arg(long)]
        name: String,
    },
    /// List the tokens.
    List,
    /// Revoke a token.
    Revoke {
        /// Its id, as listed.
        id: String,
    },
}

/// Carry definitions from one workspace to another.
#[derive(Clone, Debug, Subcommand)]
pub enum Package {
    /// Write definitions, and all they point at, as one package.
    Export {
        /// What to export, as KIND/KEY such as `ticket_type/complaint`; everything published, if absent.
        what: Vec<String>,
        /// The file to write; standard output, if absent.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Publish everything in a package.
    Import {
        /// The file to read; `-` is standard input.
        file: PathBuf,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
    },
    /// Say what is wrong with a package. Needs no database.
    Check {
        /// The file to read; `-` is standard input.
        file: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed_and_every_part_is_explained() {
        fn walk(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{} has no help", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {} has no help", command.get_name(), argument.get_id());
            }
            command.get_subcommands().filter(|sub| sub.get_name() != "help").for_each(walk);
        }
        let mut command = Cli::command();
        command.build();
        command.clone().debug_assert();
        walk(&command);
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let cli = Cli::parse_from([
            "deskloom",
            "setup",
            "--company",
            "蓝杉",
            "--admin-email",
            "a@b.cn",
            "--admin-password",
            "correct horse",
            "--database",
            "postgres://desk:hunter22@db/deskloom",
        ]);
        let shown = format!("{cli:?}");
        assert!(!shown.contains("horse") && !shown.contains("hunter22"), "{shown}");
    }

    #[test]
    fn the_session_cookie_is_secure_behind_https() {
        assert!(CookieSecure::Auto.holds("https://desk.example.com"));
        assert!(!CookieSecure::Auto.holds("http://127.0.0.1:7878"));
    }
}
