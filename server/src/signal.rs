//! The wish to stop: ctrl-c, or SIGTERM from whatever runs the server.

/// Begins to listen for the wish to stop, at once; what it gives returns when the wish has come.
#[cfg(unix)]
pub fn asked_to_stop() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    async fn one(signal: Option<Signal>) {
        match signal {
            Some(mut signal) => {
                signal.recv().await;
            }
            // A signal that cannot be listened for keeps its usual effect, which is to end the process.
            None => std::future::pending().await,
        }
    }
    let interrupt = signal(SignalKind::interrupt()).ok();
    let terminate = signal(SignalKind::terminate()).ok();
    async move {
        tokio::select! {
            () = one(interrupt) => {}
            () = one(terminate) => {}
        }
    }
}

/// Begins to listen for the wish to stop, at once; what it gives returns when the wish has come.
#[cfg(not(unix))]
pub fn asked_to_stop() -> impl Future<Output = ()> + Send + 'static {
    async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
