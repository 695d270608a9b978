//! The gallery: every component of [`ui`] in its states, for those who work on Deskloom. It is drawn on the server alone
//! and never becomes part of the program in the browser; what needs no script (popovers, folding, focus) works.

mod controls;
mod foundations;
mod lists;
mod marks;
mod overlays;
mod parts;

use api::Look;
use leptos::{prelude::*, reactive::owner::Owner};
use leptos_meta::provide_meta_context;
use ui::{Logo, provide_time, provide_toasts};

use crate::look::provide_look;

type Section = (&'static str, &'static str, fn() -> AnyView);

/// The sections: the id of the heading, its words, and what is shown.
const SECTIONS: [Section; 19] = [
    ("colour", "Colour", foundations::colour),
    ("type", "Type", foundations::letters),
    ("icons", "Icons", foundations::icons),
    ("button", "Buttons", controls::buttons),
    ("field", "Fields", controls::fields),
    ("check", "Check box, radio, switch, segment", controls::checks),
    ("tabs", "Tabs, breadcrumb", controls::tabs),
    ("chip", "Chips", marks::chips),
    ("status", "Status, priority, clock", marks::states),
    ("people", "People", marks::people),
    ("menu", "Menu, popover, tooltip", overlays::menus),
    ("dialog", "Dialog, drawer, command palette", overlays::dialogs),
    ("toast", "Toast, notice", overlays::toasts),
    ("rows", "Tables and rows", lists::rows),
    ("states", "Empty, loading, progress", lists::states),
    ("stepper", "Stepper", lists::steppers),
    ("timeline", "Timeline", lists::timeline),
    ("kpi", "Key figures", parts::figures),
    ("code", "Expressions, differences", parts::code),
];

/// The whole page, with a style sheet and in the language and colours of a look.
#[must_use]
pub fn gallery(look: Look, css: &str) -> String {
    let css = css.to_owned();
    let owner = Owner::new();
    owner.with(|| {
        provide_meta_context();
        provide_look(look);
        provide_time(look.now, Signal::stored(Some("Asia/Shanghai".to_owned())));
        provide_toasts();
        page(look, css).to_html()
    })
}

fn page(look: Look, css: String) -> AnyView {
    let ways = SECTIONS.map(|(id, title, _)| view! { <a href=format!("#{id}")>{title}</a> }.into_any());
    let sections = SECTIONS.map(|(id, title, shown)| {
        view! {
            <section class="specimen">
                <h2 id=id>{title}</h2>
                {shown()}
            </section>
        }
        .into_any()
    });
    view! {
        <!DOCTYPE html>
        <html lang=look.lang.tag() data-theme=look.theme.attribute()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>"Components · Deskloom"</title>
                <link rel="stylesheet" href=css />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
            </head>
            <body>
                <div class="gallery">
                    <nav class="gallery-nav" aria-label="Gallery">
                        <div class="home">
                            <Logo />
                            "Deskloom"
                        </div>
                        {ways.into_iter().collect_view()}
                    </nav>
                    <main class="gallery-main">
                        <h1>"Components"</h1>
                        <p>"Every leaf in every state, as the pages use it."</p>
                        {sections.into_iter().collect_view()}
                    </main>
                </div>
            </body>
        </html>
    }
    .into_any()
}

/// One line: what it shows, and that.
fn line(name: &'static str, shown: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="line">
            <span class="meta">{name}</span>
            <div class="show">{shown.into_any()}</div>
        </div>
    }
    .into_any()
}
