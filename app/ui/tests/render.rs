//! What the server sends: names, states and structure that people with and without a screen reader rely on.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::{fs, path::Path};

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use leptos::{prelude::*, reactive::owner::Owner};
use ui::{
    Avatar, AvatarStack, Button, ButtonKind, Check, Chip, Choice, Diff, DiffLine, Differs, Due, Entry, Field, Icon,
    IconButton, Input, Lang, Level, Menu, MenuItem, Moment, Notice, Palette, PaletteItem, Progress, RelativeTime,
    Segment, Select, Shows, StepMark, StepState, Stepper, SystemEntry, Tab, Tabs, ToastStack, Tone, Voice, Words,
    provide_lang, provide_time, provide_toasts, t,
};

fn html<V: IntoView>(lang: Lang, make: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_lang(RwSignal::new(lang));
        provide_time(now(), Signal::stored(None));
        provide_toasts();
        let html = make().into_view().to_html();
        // Markers between text nodes are of no interest here.
        html.replace("<!>", "").replace("<!---->", "")
    })
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2025, 11, 18, 10, 0, 0).unwrap()
}

#[track_caller]
fn has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "no {part} in\n{html}");
    }
}

#[test]
fn a_button_says_what_it_is_and_when_it_is_busy() {
    let page = html(Lang::En, || {
        view! { <Button kind=ButtonKind::Primary icon="plus" small=true busy=true>{t!("common.add")}</Button> }
    });
    has(&page, &["class=\"button primary small\"", "type=\"button\"", "aria-busy=\"true\"", "#i-plus", "Add"]);
    assert!(!page.contains("disabled"), "{page}");
}

#[test]
fn an_icon_button_has_a_name_and_a_tooltip() {
    let page = html(Lang::ZhCn, || {
        view! { <IconButton icon="undo" label=t!("common.undo") shortcut="Ctrl Z" menu="history" /> }
    });
    has(&page, &["aria-label=\"撤销\"", "title=\"撤销 (Ctrl Z)\"", "popovertarget=\"history\""]);
}

#[test]
fn a_field_names_describes_and_marks_its_control() {
    let page = html(Lang::En, || {
        view! {
            <Field id="serial" label="Serial number" required=true error=Some("Has 6 characters.".to_owned())>
                <Input value="HP220" unit="No." />
            </Field>
        }
    });
    has(
        &page,
        &[
            "for=\"serial\"",
            "id=\"serial\"",
            "aria-describedby=\"serial-note\"",
            "id=\"serial-note\"",
            "aria-invalid=\"true\"",
            "aria-required=\"true\"",
            "Has 6 characters.",
            "value=\"HP220\"",
        ],
    );
}

#[test]
fn a_select_shows_the_chosen_one_before_any_script_runs() {
    let page = html(Lang::En, || {
        let choices = vec![Choice::new("a", "First"), Choice::new("b", "Second")];
        view! { <Select value="b" choices label="Which" placeholder="Choose" /> }
    });
    let chosen = page.split("<option").find(|option| option.contains(" selected")).unwrap_or_default();
    has(chosen, &["value=\"b\"", "Second"]);
    assert_eq!(page.matches(" selected").count(), 1, "{page}");
}

#[test]
fn radios_of_a_segment_share_a_name_and_one_is_checked() {
    let page = html(Lang::En, || {
        let choices = vec![
            Choice::new("desk", "Desktop").with_icon("desktop"),
            Choice::new("phone", "Phone").with_icon("mobile"),
        ];
        view! { <Segment name="width" label="Width" value="phone" choices icons_only=true on_pick=|_: String| () /> }
    });
    assert_eq!(page.matches("name=\"width\"").count(), 2, "{page}");
    assert_eq!(page.matches(" checked").count(), 1, "{page}");
    has(&page, &["class=\"segment\"", "role=\"radiogroup\"", "<span class=\"unseen\">Phone</span>"]);
}

#[test]
fn a_check_box_with_words_is_one_target() {
    let page = html(Lang::En, || view! { <Check checked=true>"Customer has shut the valve"</Check> });
    has(&page, &["<label class=\"check\">", "type=\"checkbox\"", " checked"]);
}

#[test]
fn states_are_glyph_and_word_and_never_colour_alone() {
    let page = html(Lang::En, || {
        view! {
            <Level level="urgent">"Urgent"</Level>
            <Notice tone=Tone::Bad>"Not loaded"</Notice>
            <Chip label="Cooling" on_remove=|()| () />
        }
    });
    has(
        &page,
        &["data-level=\"urgent\"", "#i-p-urgent", "role=\"alert\"", "#i-error", "aria-label=\"Remove: Cooling\""],
    );
}

#[test]
fn a_due_time_changes_its_shape_with_its_state() {
    let due = |minutes| {
        html(
            Lang::En,
            move || view! { <Due due=now() + TimeDelta::minutes(minutes) from=now() - TimeDelta::hours(2) /> },
        )
    };
    has(&due(180), &["data-state=\"ok\"", "--used:40", "class=\"ring\"", "3 h left"]);
    has(&due(30), &["data-state=\"warn\"", "30 min left"]);
    has(&due(-23), &["data-state=\"late\"", "#i-alert", "23 min late"]);
}

#[test]
fn times_are_said_in_utc_until_the_browser_knows_better() {
    let at = now() - TimeDelta::minutes(48);
    let page = html(Lang::ZhCn, move || view! { <Moment at shows=Shows::Time /> <RelativeTime at /> });
    has(&page, &["datetime=\"2025-11-18T09:12:00Z\"", ">09:12<", "title=\"2025-11-18 09:12 UTC\"", "48分钟前"]);
}

#[test]
fn plain_text_is_never_read_as_markup() {
    let page = html(Lang::En, || view! { <Words text="Hello <script>alert(1)</script>\nsecond\n\nthird" /> });
    has(&page, &["&lt;script&gt;", "<br>", "<p>third</p>"]);
    assert!(!page.contains("<script>"), "{page}");
}

#[test]
fn a_stepper_says_where_one_stands() {
    let page = html(Lang::En, || {
        let step = |label: &str, state| StepMark { label: label.to_owned(), state };
        let steps =
            vec![step("Received", StepState::Done), step("Visit", StepState::NowLate), step("Close", StepState::Ahead)];
        view! { <Stepper label="Progress" steps /> }
    });
    has(&page, &["<li class=\"done\"", "aria-current=\"step\"", "now late", "#i-check"]);
    assert_eq!(page.matches("aria-current").count(), 1, "{page}");
}

#[test]
fn tabs_name_their_panels_and_only_the_open_one_is_in_the_tab_order() {
    let page = html(Lang::En, || {
        let tabs = vec![Tab::new("fields", "Fields"), Tab::new("layouts", "Layouts").with_count(4)];
        view! { <Tabs id="form" label="Parts" tabs chosen="layouts" on_pick=|_: String| () /> }
    });
    has(&page, &["role=\"tablist\"", "aria-controls=\"form-panel-layouts\"", "aria-selected=\"true\"", ">4<"]);
    assert_eq!(page.matches("tabindex=\"0\"").count(), 1, "{page}");
}

#[test]
fn internal_words_carry_a_lock_and_automatic_lines_a_reason() {
    let page = html(Lang::En, || {
        view! {
            <Entry voice=Voice::Internal name="Priya Nair" at=now() kind="Internal only">"Batch 2406 again."</Entry>
            <SystemEntry icon="user" at=now() why=|| view! { <p class="trace">"lowest load"</p> }>"Assigned"</SystemEntry>
        }
    });
    has(&page, &["entry internal", "#i-lock", "PN", "class=\"why\"", "aria-expanded=\"false\"", "Why?"]);
    assert!(!page.contains("lowest load"), "a reason is made when it is asked for\n{page}");
}

#[test]
fn a_menu_is_a_popover_of_items() {
    let page = html(Lang::En, || {
        view! {
            <Menu id="more" label="More">
                <MenuItem icon="trash" tone=Tone::Bad on_pick=|()| ()>"Delete"</MenuItem>
            </Menu>
        }
    });
    has(&page, &["popover=\"auto\"", "role=\"menu\"", "role=\"menuitem\"", "data-tone=\"bad\""]);
}

#[test]
fn the_palette_marks_the_first_line() {
    let page = html(Lang::ZhCn, || {
        let items = vec![PaletteItem {
            id: "t".to_owned(),
            icon: "ticket",
            title: "工单".to_owned(),
            meta: "G T".to_owned(),
            group: "页面".to_owned(),
        }];
        view! {
            <Palette open=true on_close=|()| () query="工" on_query=|_: String| () items on_pick=|_: String| () />
        }
    });
    has(&page, &["role=\"combobox\"", "aria-activedescendant=\"palette-0\"", "aria-selected=\"true\"", "1个结果"]);
}

#[test]
fn what_is_announced_is_there_before_there_is_anything_to_announce() {
    let page = html(Lang::En, || {
        view! {
            <ToastStack />
            <Progress at=65_u32 label="Moving 412 tickets" />
            <Avatar name="李雯" />
            <Icon name="search" />
        }
    });
    has(&page, &["aria-live=\"polite\"", "aria-valuenow=\"65\"", "aria-label=\"李雯\"", "aria-hidden=\"true\""]);
}

#[test]
fn several_people_are_one_picture_with_all_their_names() {
    let page = html(Lang::En, || {
        let people = ["Ann Lee", "Bo Ek", "Cy Day"].map(|name| (name.to_owned(), name.to_owned())).to_vec();
        view! { <AvatarStack people most=2 /> }
    });
    has(&page, &["role=\"img\"", "aria-label=\"Ann Lee, Bo Ek, Cy Day\"", ">AL<", ">+1<"]);
    assert!(!page.contains(">CD<"), "{page}");
}

#[test]
fn a_difference_carries_a_sign_and_a_word() {
    let page = html(Lang::En, || {
        view! {
            <Diff label="Between versions">
                <DiffLine differs=Differs::Removed word="removed">"A link"</DiffLine>
            </Diff>
        }
    });
    has(&page, &["data-sign=\"−\"", "data-tone=\"bad\"", ">removed<"]);
}

#[test]
fn the_palette_names_no_line_where_there_is_none() {
    let page = html(Lang::En, || {
        view! {
            <Palette open=true on_close=|()| () query="zzz" on_query=|_: String| () items=Vec::new() on_pick=|_: String| () />
        }
    });
    assert!(!page.contains("aria-activedescendant"), "{page}");
    has(&page, &["zzz"]);
}

/// Names of icons that are written down as `name="…"` of an Icon or `icon="…"` of something else.
fn icons_in(source: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (start, _) in source.match_indices("<Icon") {
        let tag = source[start..].split('>').next().unwrap_or_default();
        found.extend(tag.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()));
    }
    for lead in [" icon=\"", " icon_end=\"", "with_icon(\""] {
        found.extend(source.split(lead).skip(1).filter_map(|rest| rest.split('"').next()));
    }
    found
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_icon_written_in_the_code_is_drawn() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let sprite = fs::read_to_string(app.join("../style/icons.svg")).unwrap();
    let mut files = Vec::new();
    for folder in ["src", "ui/src", "designer/src"] {
        sources(&app.join(folder), &mut files);
    }
    for name in files.iter().flat_map(|source| icons_in(source)) {
        assert!(sprite.contains(&format!("id=\"i-{name}\"")), "no icon i-{name} in style/icons.svg");
    }
}
