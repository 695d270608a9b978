//! Roles: what each allows, in words, and who has it. They are definitions: the studio changes them.

use leptos::prelude::*;
use model::{
    role::{ADMINISTRATOR, Grant, Reach, Right},
    view::RoleCard,
};
use ui::{
    Avatar, Icon, LinkButton, SkeletonLines,
    i18n::{Lang, tf},
    t, use_lang,
};

use super::head::Head;
use crate::{
    asked::ask,
    failed::Failed,
    frame::use_me,
    words::{error, say},
};

/// See the module.
#[component]
pub fn RolesPage() -> impl IntoView {
    let directory = ask(|| (), |()| api::people::directory());
    let retry = Callback::new(move |()| directory.refetch());
    let may_read = use_me().is_some_and(|me| me.may(Right::ReadDefinitions));
    view! {
        <main class="page admin" id="content">
            <Head title="shell.roles" />
            <div class="page-body padded">
                <p class="lead support">{t!("admin.roles_lead")}</p>
                <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                    {move || {
                        directory
                            .get()
                            .map(|answer| match answer {
                                Ok(directory) => {
                                    let cards = directory
                                        .roles
                                        .into_iter()
                                        .map(|role| view! { <Role role may_read /> }.into_any())
                                        .collect_view();
                                    view! { <ul class="cards wide">{cards}</ul> }.into_any()
                                }
                                Err(error) => view! { <Failed error on_retry=retry /> }.into_any(),
                            })
                    }}
                </Transition>
            </div>
        </main>
    }
    .into_any()
}

#[component]
fn Role(role: RoleCard, may_read: bool) -> impl IntoView {
    let title = say(role.title);
    let is_administrator = role.key.as_str() == ADMINISTRATOR;
    let edit = (may_read && !is_administrator).then(|| {
        view! {
            <LinkButton href=format!("/studio/roles/{}", role.key) small=true icon="pencil">
                {t!("admin.role_edit")}
            </LinkButton>
        }
    });
    let grants = if is_administrator {
        view! { <p class="support">{t!("admin.role_administrator")}</p> }.into_any()
    } else if role.grants.is_empty() {
        view! { <p class="support">{t!("admin.role_nothing")}</p> }.into_any()
    } else {
        let lines = role.grants.into_iter().map(line).collect_view();
        view! { <ul class="grants">{lines}</ul> }.into_any()
    };
    let people = role.people.into_iter().map(|one| {
        view! {
            <li>
                <Avatar name=one.name.clone() seed=one.id.to_string() named=true />
                <a href=format!("/admin/people?person={}", one.id)>{one.name}</a>
            </li>
        }
        .into_any()
    });
    let people: Vec<AnyView> = people.collect();
    let has = if people.is_empty() {
        view! { <p class="meta">{t!("admin.role_nobody")}</p> }.into_any()
    } else {
        view! { <ul class="faces" aria-label=t!("admin.role_people")>{people}</ul> }.into_any()
    };
    view! {
        <li class="card role-card">
            <h2>
                <Icon name="shield" />
                <span class="grow">{move || title.get()}</span>
                {edit}
            </h2>
            {grants}
            {has}
        </li>
    }
    .into_any()
}

fn line(grant: Grant) -> AnyView {
    let lang = use_lang();
    view! {
        <li>
            <Icon name="check" />
            {move || words(lang.get(), grant)}
        </li>
    }
    .into_any()
}

/// What one grant allows. Reach says something only where there are rows to reach.
#[must_use]
pub fn words(lang: Lang, grant: Grant) -> String {
    let right = error::right(lang, grant.right);
    let key = match (grant.right, grant.scope) {
        (right, Reach::Own) if right.has_reach() => "admin.grant.own",
        (right, Reach::Team) if right.has_reach() => "admin.grant.team",
        (right, Reach::All) if right.has_reach() => "admin.grant.all",
        _ => return right.to_owned(),
    };
    tf(lang, key, &[("right", &right)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_says_how_far_it_reaches_where_there_are_rows() {
        let grant = |right, scope| words(Lang::En, Grant { right, scope });
        assert_eq!(grant(Right::ReadTickets, Reach::Team), "see tickets, their team's");
        assert_eq!(grant(Right::CreateTickets, Reach::All), "file tickets");
    }
}
