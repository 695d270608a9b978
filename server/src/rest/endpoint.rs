//! One endpoint and its documentation, side by side, so that one cannot be forgotten with the other.

use axum::{
    handler::Handler,
    http::StatusCode,
    routing::{MethodRouter, delete, get, patch, post, put},
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;
use utoipa::openapi::path::HttpMethod;

use crate::doors::Doors;

type MakeSchema = fn(&mut SchemaGenerator) -> Schema;

/// A parameter of an endpoint.
#[derive(Clone)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Whether it is part of the path; else of the query.
    pub in_path: bool,
    /// What it holds.
    pub holds: MakeSchema,
}

/// One endpoint and its documentation.
pub struct Endpoint {
    /// Its method.
    pub method: HttpMethod,
    path: &'static str,
    route: MethodRouter<Doors>,
    /// The name of the operation, such as `file_ticket`.
    pub name: &'static str,
    /// The group it is listed in.
    pub group: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The rest of the story.
    pub about: &'static str,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// What it takes, and an example.
    pub takes: Option<(MakeSchema, Value)>,
    /// The status of success.
    pub status: StatusCode,
    /// What it gives; nothing for 204.
    pub gives: Option<MakeSchema>,
    /// Whether `Idempotency-Key` is honoured.
    pub repeatable: bool,
    /// Whether it needs a token.
    pub guarded: bool,
    /// How it can refuse, besides 401 and 403.
    pub refuses: Vec<StatusCode>,
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident = $method:ident),* $(,)?) => {$(
        $(#[$doc])*
        pub fn $name<H, T>(path: &'static str, handler: H) -> Self
        where
            H: Handler<T, Doors>,
            T: 'static,
        {
            Self::new(HttpMethod::$method, path, $name(handler))
        }
    )*};
}

impl Endpoint {
    methods! {
        /// Answers GET.
        get = Get,
        /// Answers POST.
        post = Post,
        /// Answers PUT.
        put = Put,
        /// Answers PATCH.
        patch = Patch,
        /// Answers DELETE.
        delete = Delete,
    }

    fn new(method: HttpMethod, path: &'static str, route: MethodRouter<Doors>) -> Self {
        Self {
            method,
            path,
            route,
            name: "",
            group: "",
            summary: "",
            about: "",
            parameters: Vec::new(),
            takes: None,
            status: StatusCode::OK,
            gives: None,
            repeatable: false,
            guarded: true,
            refuses: Vec::new(),
        }
    }

    /// Its path below the root, as axum and OpenAPI both write it.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The route.
    pub fn into_route(self) -> MethodRouter<Doors> {
        self.route
    }

    /// Names it: the operation, its group, one line about it.
    #[must_use]
    pub fn named(mut self, group: &'static str, name: &'static str, summary: &'static str) -> Self {
        (self.group, self.name, self.summary) = (group, name, summary);
        self
    }

    /// The rest of the story.
    #[must_use]
    pub fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }

    /// A part of the path.
    #[must_use]
    pub fn part<T: JsonSchema>(self, name: &'static str, about: &'static str) -> Self {
        self.parameter::<T>(name, about, true)
    }

    /// A parameter of the query.
    #[must_use]
    pub fn asks<T: JsonSchema>(self, name: &'static str, about: &'static str) -> Self {
        self.parameter::<T>(name, about, false)
    }

    fn parameter<T: JsonSchema>(mut self, name: &'static str, about: &'static str, in_path: bool) -> Self {
        self.parameters.push(Parameter { name, about, in_path, holds: schema_of::<T> });
        self
    }

    /// What it takes, with an example.
    #[must_use]
    pub fn takes<T: JsonSchema>(mut self, example: Value) -> Self {
        self.takes = Some((schema_of::<T>, example));
        self
    }

    /// What it gives, with status 200.
    #[must_use]
    pub fn gives<T: JsonSchema>(mut self) -> Self {
        self.gives = Some(schema_of::<T>);
        self
    }

    /// What it gives, with status 201.
    #[must_use]
    pub fn makes<T: JsonSchema>(mut self) -> Self {
        self.status = StatusCode::CREATED;
        self.gives::<T>()
    }

    /// It gives nothing, with status 204.
    #[must_use]
    pub fn gives_nothing(mut self) -> Self {
        self.status = StatusCode::NO_CONTENT;
        self
    }

    /// A repeated request with the same `Idempotency-Key` gets the same answer.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// Anyone may read it.
    #[must_use]
    pub fn open_to_all(mut self) -> Self {
        self.guarded = false;
        self
    }

    /// How it can refuse, besides 401 and 403.
    #[must_use]
    pub fn refuses(mut self, statuses: &[u16]) -> Self {
        self.refuses = statuses.iter().filter_map(|status| StatusCode::from_u16(*status).ok()).collect();
        self
    }
}

fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}
