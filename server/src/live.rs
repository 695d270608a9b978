//! What changes, as it changes: server-sent events for those who may see it. One stream per browser.

use std::{collections::HashSet, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use desk::Actor;
use model::{id::TicketId, id::WorkspaceId, view::Changed};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast, mpsc};
use tokio_stream::wrappers::ReceiverStream;

use crate::{
    doors::Doors,
    trouble::{Result, Trouble},
};

/// Where the stream is.
pub const PATH: &str = "/live";

/// The most streams at once.
const SEATS: usize = 2_000;
/// Changes within this time are told together.
const GATHER: Duration = Duration::from_millis(100);
/// How often a quiet stream says that it is there, and looks whether its reader still may listen.
const BEAT: Duration = Duration::from_secs(15);
/// How long what the reader may see is trusted while changes come one after the other.
const TRUSTED: Duration = Duration::from_secs(2);

/// The places at the stream.
#[derive(Clone, Debug)]
pub struct Seats(Arc<Semaphore>);

impl Default for Seats {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(SEATS)))
    }
}

impl Seats {
    /// How many are taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        SEATS.saturating_sub(self.0.available_permits())
    }
}

/// Opens a stream for the person who is signed in, or for a program with a token.
pub async fn live(
    State(doors): State<Doors>,
    caller: Option<Extension<api::Caller>>,
    headers: HeaderMap,
) -> Result<Response> {
    let actor = match caller.and_then(|caller| caller.0.actor) {
        Some(actor) => actor,
        None => crate::rest::caller::bearer(&doors.desk, &headers).await?,
    };
    let seat = Arc::clone(&doors.seats.0)
        .try_acquire_owned()
        .map_err(|_| Trouble { retry_after: Some(5), ..Trouble::new(StatusCode::SERVICE_UNAVAILABLE, "busy") })?;
    // Listening begins before the head of the answer is sent, so that nothing in between is missed.
    let heard = doors.desk.watch();
    let (tell, told) = mpsc::channel(16);
    tokio::spawn(async move {
        let stop = doors.stop.clone();
        tokio::select! {
            () = stop.cancelled() => {}
            () = tell.closed() => {}
            () = follow(&doors, actor, heard, &tell, seat) => {}
        }
    });
    let beat = KeepAlive::new().interval(BEAT);
    let mut response = Sse::new(ReceiverStream::new(told)).keep_alive(beat).into_response();
    // Proxies must not wait for more.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

type Tell = mpsc::Sender<std::result::Result<Event, Infallible>>;

/// What a listener was given to do next.
enum Heard {
    These(HashSet<TicketId>),
    /// More happened than could be kept: the reader looks at everything again.
    TooMuch,
    Nothing,
    TheEnd,
}

async fn follow(
    doors: &Doors,
    mut actor: Actor,
    mut heard: broadcast::Receiver<(WorkspaceId, Changed)>,
    tell: &Tell,
    _seat: OwnedSemaphorePermit,
) {
    // Tells proxies and browsers at once that the stream is open, and when to come back after it broke.
    let opened = Event::default().event("open").data("{}").retry(Duration::from_secs(3));
    if tell.send(Ok(opened)).await.is_err() {
        return;
    }
    let mut looked = tokio::time::Instant::now();
    loop {
        let news = gather(&mut heard, actor.workspace()).await;
        if looked.elapsed() >= TRUSTED {
            // Rights may have changed meanwhile, and the account may be gone.
            match doors.desk.actor(actor.person().id).await {
                Ok(newer) => (actor, looked) = (newer, tokio::time::Instant::now()),
                Err(_) => return,
            }
        }
        match news {
            Heard::These(tickets) => {
                for ticket in tickets {
                    // What cannot be asked is not told; the next change asks again.
                    if !doors.desk.may_see(&actor, ticket).await.unwrap_or(false) {
                        continue;
                    }
                    let Ok(event) = Event::default().event("changed").json_data(Changed { ticket }) else { continue };
                    if tell.send(Ok(event)).await.is_err() {
                        return;
                    }
                }
            }
            Heard::TooMuch => {
                if tell.send(Ok(Event::default().event("lagged").data("{}"))).await.is_err() {
                    return;
                }
            }
            Heard::Nothing => {}
            Heard::TheEnd => return,
        }
    }
}

/// Waits for a change, then a little longer for those that come with it.
async fn gather(heard: &mut broadcast::Receiver<(WorkspaceId, Changed)>, here: WorkspaceId) -> Heard {
    let mut tickets = HashSet::new();
    let mut until = tokio::time::Instant::now() + BEAT;
    loop {
        match tokio::time::timeout_at(until, heard.recv()).await {
            Ok(Ok((workspace, changed))) if workspace == here => {
                if tickets.is_empty() {
                    until = tokio::time::Instant::now() + GATHER;
                }
                tickets.insert(changed.ticket);
            }
            Ok(Ok(_)) => {}
            Ok(Err(broadcast::error::RecvError::Lagged(_))) => return Heard::TooMuch,
            Ok(Err(broadcast::error::RecvError::Closed)) => return Heard::TheEnd,
            Err(_) if tickets.is_empty() => return Heard::Nothing,
            Err(_) => return Heard::These(tickets),
        }
    }
}
