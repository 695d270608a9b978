//! A house with its doors open, and those who come to them.

use std::{sync::Arc, time::Duration};

use desk::{
    Actor, Desk, Settings,
    store::{Location, Options, Store},
};
use leptos::config::LeptosOptions;
use model::{
    Lang, Value,
    key::DefinitionKey,
    view::{NewPerson, Setup},
};
use reqwest::{Method, header::HeaderMap};
use serde_json::json;
use server::{
    doors::{Doors, Inside},
    live::Seats,
    metrics::Meter,
    router::router,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Everyone's password.
pub const PASSWORD: &str = "a long password";

/// A server that was just set up, with the starter content.
pub struct House {
    /// Where it is.
    pub url: String,
    /// What is behind it.
    pub desk: Desk,
    /// Who may do everything.
    pub admin: Actor,
    /// The administrator's bearer token.
    pub token: String,
    client: reqwest::Client,
    stop: CancellationToken,
    database: String,
    folder: Option<Arc<tempfile::TempDir>>,
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A header; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The first problem's code and path.
    pub fn problem(&self) -> (String, String) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let problem = &self.json()["problems"][0];
        (text(&problem["code"]), text(&problem["path"]))
    }
}

impl House {
    /// Opens one over a new database.
    async fn open(database: &str, base_url: Option<&str>, folder: Option<Arc<tempfile::TempDir>>) -> Self {
        // Another test of this process may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        migrations::up(database).await.unwrap();
        let location: Location = database.parse().unwrap();
        let store = Store::open(&location, Options::default()).await.unwrap();
        let desk = Desk::open(store, Settings::default()).await.unwrap();
        let setup = Setup {
            company: "蓝杉".to_owned(),
            admin_name: "管理员".to_owned(),
            admin_email: "admin@example.cn".to_owned(),
            admin_password: PASSWORD.to_owned(),
            lang: Lang::ZhCn,
            zone: "Asia/Shanghai".to_owned(),
            ..Setup::default()
        };
        let admin = desk.setup(setup).await.unwrap();
        let admin = desk.actor(admin.administrator).await.unwrap();
        let (_, token) = desk.create_token(&admin, "test").await.unwrap();
        Self::doors(desk, admin, token, database, base_url, folder).await
    }

    /// Another node on the same database.
    pub async fn beside(&self) -> Self {
        let location: Location = self.database.parse().unwrap();
        let store = Store::open(&location, Options::default()).await.unwrap();
        let desk = Desk::open(store, Settings::default()).await.unwrap();
        Self::doors(desk, self.admin.clone(), self.token.clone(), &self.database, None, self.folder.clone()).await
    }

    async fn doors(
        desk: Desk,
        admin: Actor,
        token: String,
        database: &str,
        base_url: Option<&str>,
        folder: Option<Arc<tempfile::TempDir>>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let url = format!("http://{address}");
        let base_url = base_url.map_or_else(|| url.clone(), str::to_owned);
        let stop = CancellationToken::new();
        let doors = Doors::new(Inside {
            desk: desk.clone(),
            leptos: LeptosOptions::builder().output_name("frontend").site_addr(address).build(),
            cookie_secure: base_url.starts_with("https://"),
            base_url,
            behind_proxy: false,
            gallery: false,
            database: database.to_owned(),
            stop: stop.clone(),
            seats: Seats::default(),
            meter: Meter::start(),
        });
        tokio::spawn(server::listen::listen(listener, router(doors), stop.clone()));
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_mins(1))
            .build()
            .unwrap();
        tokio::spawn({
            let (desk, stop) = (desk.clone(), stop.clone());
            async move { desk.hear(stop.cancelled()).await }
        });
        Self { url, desk, admin, token, client, stop, database: database.to_owned(), folder }
    }

    /// Sends a request.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let response = self.stream(method, path, headers, body).await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// Sends a request whose answer has no end.
    pub async fn stream(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> reqwest::Response {
        let method: Method = method.parse().unwrap();
        let mut request = self.client.request(method, format!("{}{path}", self.url)).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    /// Calls the REST interface with a token, in English.
    pub async fn call_as(&self, token: &str, method: &str, path: &str, body: Value) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.send(method, &format!("/api/v1{path}"), &headers, body).await
    }

    /// Calls the REST interface as the administrator.
    pub async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.call_as(&self.token, method, path, body).await
    }

    /// The same, with a key that makes it happen once.
    pub async fn call_once(&self, token: &str, key: &str, path: &str, body: Value) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers =
            [("authorization", bearer.as_str()), ("content-type", "application/json"), ("idempotency-key", key)];
        self.send("POST", &format!("/api/v1{path}"), &headers, body.to_string().into_bytes()).await
    }

    /// Calls a server function from one of our own pages.
    pub async fn function(&self, name: &str, cookie: &str, arguments: Value) -> Answer {
        let headers = [
            ("content-type", "application/json"),
            ("accept", "application/json"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", cookie),
        ];
        self.send("POST", &format!("/_fn/{name}"), &headers, arguments.to_string().into_bytes()).await
    }

    /// Signs someone in and gives the cookie.
    pub async fn sign_in(&self, email: &str) -> String {
        let answer = self.function("account/sign_in", "", json!({ "email": email, "password": PASSWORD })).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// Hires someone with these roles; gives them and a token.
    pub async fn hire(&self, name: &str, roles: &[&str]) -> (Actor, String) {
        let new = NewPerson {
            name: name.to_owned(),
            email: format!("{name}@example.cn"),
            roles: roles.iter().map(|role| DefinitionKey::from(*role)).collect(),
            password: Some(PASSWORD.to_owned()),
            ..NewPerson::default()
        };
        let person = self.desk.create_person(&self.admin, new, None).await.unwrap();
        let actor = self.desk.actor(person.id).await.unwrap();
        let (_, token) = self.desk.create_token(&actor, "test").await.unwrap();
        (actor, token)
    }

    /// How many tickets there are.
    pub async fn tickets(&self) -> usize {
        self.call("GET", "/tickets?limit=200", Value::Null).await.json()["rows"].as_array().unwrap().len()
    }
}

/// Answers that the starter content's complaint form takes.
pub fn complaint() -> Value {
    json!({
        "ticket_type": "complaint",
        "fields": {
            "subject": "客服态度冷淡",
            "category": "attitude",
            "description": "问了三次都没有回答",
            "wish": "explanation",
            "phone": "13800138000",
        },
        "customer": { "new": { "name": "韩梅梅", "email": "han@example.cn" } },
    })
}

/// Runs a test on every database at hand.
pub async fn everywhere<T: Future<Output = ()>>(test: impl Fn(House) -> T) {
    test(House::at(None).await).await;
    if let Some(database) = postgres().await {
        test(House::open(&database, None, None).await).await;
    }
}

impl House {
    /// A house on SQLite that people reach at an address.
    pub async fn at(base_url: Option<&str>) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let database = format!("sqlite:{}", folder.path().join("house.db").display());
        Self::open(&database, base_url, Some(folder)).await
    }
}

/// A new database on the PostgreSQL server at hand, if there is one.
#[expect(clippy::disallowed_methods, reason = "the test runner says by a variable where PostgreSQL is")]
async fn postgres() -> Option<String> {
    use sqlx::{Connection as _, Executor as _};
    let server = std::env::var("DESKLOOM_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
    let seed = format!("{:?}{}", std::time::Instant::now(), server::secret::request_name());
    let name = format!("doors_{}", &desk::sha256_hex(seed.as_bytes())[..24]);
    let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.unwrap();
    let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
    Some(format!("{base}/{name}"))
}
