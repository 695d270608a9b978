//! Scripts over the form kernel: a few readable lines in, the layout and the fields out.

mod any;
mod hand;
mod script;

use expect_test::expect;
use script::check;

#[test]
fn fields_dropped_side_by_side_share_the_row() {
    check(
        "text a; text b beside a; text c beside b",
        &expect![["
        main
          | a 4 | b 4 | c 4
        a: text
        b: text
        c: text
        history add add add
    "]],
    );
}

#[test]
fn a_field_that_leaves_a_full_row_gives_its_columns_to_the_others() {
    check(
        "text a; text b beside a; text c beside b; hide b",
        &expect![["
        main
          | a 6 | c 6
        a: text
        b: text
        c: text
        history add add add hide
    "]],
    );
}

#[test]
fn a_wider_field_takes_columns_from_its_neighbours() {
    check(
        "text a; text b beside a; width a 9; width a 12",
        &expect![["
        main
          | a 11 | b 1
        a: text
        b: text
        history add add resize resize
    "]],
    );
}

#[test]
fn a_removed_field_leaves_every_layout() {
    check(
        "text a; text b; copy_layout; remove a; undo; redo",
        &expect![["
        main
          | b 12
        main_2
          | b 12
        b: text
        history add add duplicate remove
    "]],
    );
}

#[test]
fn a_renamed_field_is_followed_by_conditions_expressions_and_layouts() {
    check(
        "text a; text b; number c; when b a x; computed c fields.a; rename a z",
        &expect![[r#"
        main
          | z 12
          | b 12
          | c 12
        z: text
        b: text when fields.z is "x"
        c: number := fields.z
        history add add add change change rekey
    "#]],
    );
}

#[test]
fn a_renamed_option_is_followed_by_conditions_and_the_default() {
    check(
        "select a; text b; default a option_1; when b a option_1; option a option_1 big",
        &expect![[r#"
        main
          | a 12
          | b 12
        a: select big|option_2 = "big"
        b: text when fields.a is "big"
        history add add change change rekey
    "#]],
    );
}

#[test]
fn a_removed_option_is_no_default_any_more() {
    check(
        "select a; default a option_1; drop_option a option_1",
        &expect![["
        main
          | a 12
        a: select option_2
        history add change change
    "]],
    );
}

#[test]
fn a_choice_made_another_kind_of_choice_keeps_its_options() {
    check(
        "select a; option a option_1 big; become a radio",
        &expect![["
        main
          | a 12
        a: radio big|option_2
        history add rekey replace
    "]],
    );
}

#[test]
fn arrow_keys_walk_through_rows_and_sections() {
    check(
        "text a; section s; text b; up b; up b; up b; down b; down b; left b; right b",
        &expect![["
        main
          | a 12
          section s
            | b 12
        a: text
        b: text
        history add add add move move move move move
    "]],
    );
}

#[test]
fn a_section_is_never_put_into_itself_nor_too_deep() {
    check(
        "section s; section t in 0; section u in 0.0; section v in 0.0.0; section w in 0.0.0.0; put 0 in 0.0",
        &expect![["
            ! too_deep
            ! too_deep
            main
              section s
                section t
                  section u
                    section v
            history add add add add
        "]],
    );
}

#[test]
fn copies_have_new_keys_and_read_each_other() {
    check(
        "text a; text b beside a; when b a x; duplicate a b",
        &expect![[r#"
        main
          | a 6 | b 6
          | a_2 6 | b_2 6
        a: text
        b: text when fields.a is "x"
        a_2: text
        b_2: text when fields.a_2 is "x"
        history add add change duplicate
    "#]],
    );
}

#[test]
fn the_rules_say_why_not() {
    check(
        "text a; text b; rename a b; rename a A; rename q r; option a x y; show a; width q 3",
        &expect![["
        ! key_taken
        ! bad_key
        ! not_there
        ! no_options
        ! already_shown
        ! not_there
        main
          | a 12
          | b 12
        a: text
        b: text
        history add add
    "]],
    );
}
