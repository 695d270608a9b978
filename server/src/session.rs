//! Who is signed in, by cookie. A session holds a person's id and two instants, nothing else: concurrent requests write
//! the whole of it, and the last one wins.

mod keep;

use std::sync::Arc;

use api::{Caller, SessionHandle};
use axum::{
    extract::{Request, State},
    http::{HeaderName, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use desk::Actor;
use model::{id::PersonId, view::Me};
use time::Duration;
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite};

pub use keep::Keep;

use crate::{doors::Doors, guard::answer::Name, trouble::Trouble};

/// A session that is not used ends after this time.
pub const IDLE: Duration = Duration::hours(24);
/// A session ends after this time however much it is used.
pub const LONGEST: Duration = Duration::days(14);

/// Whose session it is.
const PERSON: &str = "person";
/// When it began, in seconds.
const SINCE: &str = "since";
/// When it was last used, in minutes. Writing it is what puts the end off.
const SEEN: &str = "seen";

/// The layer that reads and writes the cookie.
#[must_use]
pub fn layer(doors: &Doors) -> SessionManagerLayer<Keep> {
    // The prefix makes browsers refuse the cookie from anyone but this very host over https.
    let name = if doors.cookie_secure { "__Host-deskloom" } else { "deskloom" };
    SessionManagerLayer::new(Keep::new(doors.desk.clone()))
        .with_name(name)
        .with_path("/")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(doors.cookie_secure)
        .with_expiry(Expiry::OnInactivity(IDLE))
}

/// Finds out who calls, for pages, server functions and the live stream.
pub async fn recognise(State(doors): State<Doors>, session: Session, mut request: Request, next: Next) -> Response {
    let actor = match actor(&doors, &session).await {
        Ok(actor) => actor,
        Err(trouble) => return trouble.into_response(),
    };
    let me = match me(&doors, actor.as_ref(), request.uri().path().to_owned()).await {
        Ok(me) => me,
        Err(trouble) => return trouble.into_response(),
    };
    let caller = Caller {
        desk: doors.desk.clone(),
        actor,
        me,
        now: doors.desk.now(),
        from: doors.peer(request.extensions(), request.headers()),
        request: request.extensions().get::<Name>().map(|name| name.0.clone()).unwrap_or_default(),
        cookies: text(&request, &header::COOKIE),
        accepts: text(&request, &header::ACCEPT_LANGUAGE),
    };
    let handle = SessionHandle(Arc::new(Cookie { session, doors }));
    request.extensions_mut().insert(caller);
    request.extensions_mut().insert(handle);
    next.run(request).await
}

fn text(request: &Request, name: &HeaderName) -> String {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// What a page shows of the person; nothing else needs it.
async fn me(doors: &Doors, actor: Option<&Actor>, path: String) -> Result<Option<Me>, Trouble> {
    let is_page = !path.starts_with(api::PREFIX) && path != crate::live::PATH;
    match actor {
        Some(actor) if is_page => Ok(Some(doors.desk.me(actor).await?)),
        _ => Ok(None),
    }
}

async fn actor(doors: &Doors, session: &Session) -> Result<Option<Actor>, Trouble> {
    let Some(person) = session.get::<PersonId>(PERSON).await.map_err(Trouble::broken)? else { return Ok(None) };
    let now = doors.desk.now();
    let since = session.get::<i64>(SINCE).await.map_err(Trouble::broken)?.unwrap_or_default();
    let actor = match doors.desk.actor(person).await {
        Ok(actor) if now.timestamp() - since < LONGEST.whole_seconds() => actor,
        Ok(_) | Err(desk::Error::SignedOut) => {
            session.flush().await.map_err(Trouble::broken)?;
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    let minute = now.timestamp() / 60;
    if session.get::<i64>(SEEN).await.map_err(Trouble::broken)? != Some(minute) {
        session.insert(SEEN, minute).await.map_err(Trouble::broken)?;
    }
    Ok(Some(actor))
}

/// The session of one request, as server functions know it.
struct Cookie {
    session: Session,
    doors: Doors,
}

impl api::Session for Cookie {
    fn sign_in(&self, person: PersonId) -> api::ssr::SessionFuture {
        let (session, now) = (self.session.clone(), self.doors.desk.now().timestamp());
        Box::pin(async move {
            // Whatever the session held before, and its id, are worth nothing from here on.
            session.clear().await;
            session.cycle_id().await?;
            session.insert(PERSON, person).await?;
            session.insert(SINCE, now).await?;
            session.insert(SEEN, now / 60).await?;
            Ok(())
        })
    }

    fn sign_out(&self) -> api::ssr::SessionFuture {
        let session = self.session.clone();
        Box::pin(async move { Ok(session.flush().await?) })
    }
}
