//! What stands in the top bar of every editor: how the draft stands, how many problems, versions, publish.

use leptos::prelude::*;
use model::Severity;
use ui::{Badge, Button, ButtonKind, Icon, LinkButton, Moment, Shows, Tone, i18n::tf, t, use_lang};

use super::{
    Keeper, SaveState,
    menu::{KeeperMenu, versions_href},
    notices::KeeperNotices,
    publish::PublishDialog,
};

/// See the module. Below the bar it shows what wants a decision: another window, another author, a lost connection.
#[component]
pub fn KeeperBar(
    keeper: Keeper,
    /// Shows the problems; without it their number cannot be pressed.
    #[prop(optional, into)]
    on_problems: Option<Callback<()>>,
) -> impl IntoView {
    if let Some(number) = keeper.old() {
        return view! { <Old keeper number /> }.into_any();
    }
    let is_publishing = RwSignal::new(false);
    let publish = Callback::new(move |()| {
        keeper.flush();
        keeper.ask();
        is_publishing.set(true);
    });
    let row = keeper.row();
    let has_draft = Memo::new(move |_| {
        row.with(|row| row.has_draft || row.number == 0) || !matches!(keeper.state().get(), SaveState::Unchanged)
    });
    let button = keeper.may_publish().then(|| {
        view! {
            <Button
                kind=ButtonKind::Primary
                small=true
                disabled=Signal::derive(move || !has_draft.get())
                on_press=publish
            >
                {t!("studio.publish")}
            </Button>
        }
    });
    view! {
        <Standing keeper />
        <SavedMark keeper />
        <ProblemCount keeper on_problems />
        <KeeperMenu keeper />
        {button}
        <PublishDialog keeper open=is_publishing />
        <KeeperNotices keeper />
    }
    .into_any()
}

/// A version that is only read.
#[component]
fn Old(keeper: Keeper, number: i64) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Badge icon="lock">{move || tf(lang.get(), "studio.version_read", &[("number", &number)])}</Badge>
        <LinkButton href=versions_href(keeper) small=true>
            {t!("studio.versions")}
        </LinkButton>
    }
    .into_any()
}

/// Which version it is, or which one the draft stands on.
#[component]
fn Standing(keeper: Keeper) -> impl IntoView {
    let lang = use_lang();
    let row = keeper.row();
    let words = move || {
        let (number, has_draft) = row.with(|row| (row.number, row.has_draft));
        let has_draft = has_draft || keeper.state().get() != SaveState::Unchanged;
        let key = match (number, has_draft) {
            (0, _) => "studio.never_published",
            (_, true) => "studio.draft_on",
            (_, false) => "studio.version",
        };
        tf(lang.get(), key, &[("number", &number)])
    };
    view! { <Badge>{words}</Badge> }
}

/// How the draft stands, in words.
#[component]
fn SavedMark(keeper: Keeper) -> impl IntoView {
    let state = keeper.state();
    let mark = move || {
        let (icon, key, tone) = match state.get() {
            SaveState::Unchanged => return ().into_any(),
            SaveState::Saved(at) => {
                return view! {
                    <Icon name="check" />
                    {t!("studio.saved")}
                    " "
                    <Moment at shows=Shows::Time />
                }
                .into_any();
            }
            SaveState::Saving => ("refresh", "studio.saving", None),
            SaveState::Offline => ("alert", "studio.offline", Some(Tone::Warn)),
            SaveState::SignedOut => ("lock", "studio.kept_here", Some(Tone::Warn)),
            SaveState::Emptied | SaveState::Moved | SaveState::Refused(_) => {
                ("alert", "studio.not_saved", Some(Tone::Bad))
            }
        };
        view! {
            <span class="saved-words" data-tone=tone.map(Tone::as_str)>
                <Icon name=icon />
                {t!(key)}
            </span>
        }
        .into_any()
    };
    view! { <span class="saved" role="status">{mark}</span> }
}

/// How many errors and warnings there are; nothing when there are none.
#[component]
fn ProblemCount(keeper: Keeper, on_problems: Option<Callback<()>>) -> impl IntoView {
    let lang = use_lang();
    let problems = keeper.pressing();
    let counts = Memo::new(move |_| {
        problems.with(|problems| {
            let errors = problems.iter().filter(|problem| problem.is_error()).count();
            (errors, problems.iter().filter(|problem| problem.severity == Severity::Warning).count())
        })
    });
    let press = Callback::new(move |()| {
        if let Some(act) = on_problems {
            act.run(());
        }
    });
    let words = move || {
        let (errors, warnings) = counts.get();
        let (key, count) = if errors > 0 { ("studio.errors", errors) } else { ("studio.warnings", warnings) };
        tf(lang.get(), key, &[("count", &count)])
    };
    let icon = move || {
        let is_bad = counts.get().0 > 0;
        let tone = if is_bad { Tone::Bad } else { Tone::Warn };
        view! {
            <span class="status" data-tone=tone.as_str()>
                <Icon name=if is_bad { "error" } else { "alert" } />
                {words}
            </span>
        }
    };
    view! {
        <Show when=move || counts.get() != (0, 0)>
            <Button kind=ButtonKind::Quiet small=true on_press=press>
                {icon}
            </Button>
        </Show>
    }
}
