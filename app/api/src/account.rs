//! Signing in and out, and the first setup.

use leptos::prelude::*;
use model::{
    Lang,
    view::{AccountChange, Invited, Me, OwnLeave, ReadyType, SetUp, Setup},
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use crate::ssr;
use crate::{ApiError, WireJson};

/// Whether the workspace has been set up.
#[server(name = AccountIsSetUpCall, prefix = "/_fn", endpoint = "account/is_set_up", input = Json, output = WireJson)]
pub async fn is_set_up() -> Result<bool, ApiError> {
    Ok(ssr::guest()?.desk.is_set_up().await?)
}

/// What a new workspace can begin with. The key is the one the server printed when it started.
#[server(name = AccountReadyCall, prefix = "/_fn", endpoint = "account/ready", input = Json, output = WireJson)]
pub async fn ready(key: String) -> Result<Vec<ReadyType>, ApiError> {
    let caller = ssr::guest()?;
    ssr::holds_setup_key(&caller.desk, &key)?;
    // Nothing is waited for; a server function is a future all the same.
    Ok(std::future::ready(caller.desk.ready_types()).await?)
}

/// Sets the workspace up and signs its first administrator in. The key is the one the server printed when it started.
#[server(name = AccountSetupCall, prefix = "/_fn", endpoint = "account/setup", input = Json, output = WireJson)]
pub async fn setup(key: String, setup: Setup) -> Result<SetUp, ApiError> {
    let caller = ssr::guest()?;
    ssr::holds_setup_key(&caller.desk, &key)?;
    let done = caller.desk.setup(setup).await?;
    ssr::sign_in(done.administrator).await.map(|()| done)
}

/// Signs in by mail address and password.
#[server(name = AccountSignInCall, prefix = "/_fn", endpoint = "account/sign_in", input = Json, output = WireJson)]
pub async fn sign_in(email: String, password: String) -> Result<(), ApiError> {
    let caller = ssr::guest()?;
    ssr::sign_in(caller.desk.sign_in(&email, &password, &caller.from).await?).await
}

/// Ends the session.
#[server(name = AccountSignOutCall, prefix = "/_fn", endpoint = "account/sign_out", input = Json, output = WireJson)]
pub async fn sign_out() -> Result<(), ApiError> {
    ssr::sign_out().await
}

/// Keeps the language of the person who is signed in.
#[server(name = AccountSetLangCall, prefix = "/_fn", endpoint = "account/set_lang", input = Json, output = WireJson)]
pub async fn set_lang(lang: Lang) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.set_lang(&actor, lang).await?)
}

/// One's own leave, and who could stand in.
#[server(name = AccountLeaveCall, prefix = "/_fn", endpoint = "account/leave", input = Json, output = WireJson)]
pub async fn leave() -> Result<OwnLeave, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.own_leave(&actor).await?)
}

/// Who is signed in.
#[server(name = AccountMeCall, prefix = "/_fn", endpoint = "account/me", input = Json, output = WireJson)]
pub async fn me() -> Result<Me, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.me(&actor).await?)
}

/// Changes the name, language, zone and presence of the person who is signed in.
#[server(name = AccountChangeCall, prefix = "/_fn", endpoint = "account/change", input = Json, output = WireJson)]
pub async fn change(change: AccountChange) -> Result<Me, ApiError> {
    let (desk, actor) = ssr::caller()?;
    Ok(desk.set_account(&actor, change).await?)
}

/// Changes the password of the person who is signed in. Every other session ends.
#[server(name = AccountChangePasswordCall, prefix = "/_fn", endpoint = "account/change_password", input = Json, output = WireJson)]
pub async fn change_password(old: String, new: String) -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    desk.change_password(&actor, &old, &new).await?;
    ssr::sign_in(actor.person().id).await
}

/// Ends every other session of the person who is signed in.
#[server(name = AccountEndSessionsCall, prefix = "/_fn", endpoint = "account/end_sessions", input = Json, output = WireJson)]
pub async fn end_sessions() -> Result<(), ApiError> {
    let (desk, actor) = ssr::caller()?;
    desk.end_sessions(&actor).await?;
    ssr::sign_in(actor.person().id).await
}

/// Whom a one-time link is for.
#[server(name = AccountInvitedCall, prefix = "/_fn", endpoint = "account/invited", input = Json, output = WireJson)]
pub async fn invited(key: String) -> Result<Invited, ApiError> {
    Ok(ssr::guest()?.desk.invited(&key).await?)
}

/// Sets the password of whoever a one-time link is for, and signs them in.
#[server(name = AccountJoinCall, prefix = "/_fn", endpoint = "account/join", input = Json, output = WireJson)]
pub async fn join(key: String, password: String) -> Result<(), ApiError> {
    ssr::sign_in(ssr::guest()?.desk.join(&key, &password).await?).await
}
