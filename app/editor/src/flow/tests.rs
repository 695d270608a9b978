//! Scripts over the flow kernel: a few readable lines in, the flow and the history out.

mod any;
mod hand;
mod routing;
mod script;

use expect_test::expect;
use script::check;

#[test]
fn a_step_dropped_on_a_link_splits_it() {
    check(
        "add start a 0 0; add end z 400 0; connect a z; add task t 200 0 on link",
        &expect![["
            a start 0,0
            z end 400,0
            t task 200,0
            link a -> t
            link_2 t -[done]-> z
            history add add connect insert
        "]],
    );
}

#[test]
fn a_removed_step_leaves_the_flow_connected() {
    check(
        "add start a 0 0; append a task t; append t end z; remove t",
        &expect![["
            a start 0,0
            z end 376,0
            link a -> z
            history add add add remove
        "]],
    );
}

#[test]
fn a_step_removed_without_healing_takes_its_links_along() {
    check(
        "add start a 0 0; append a task t; append t end z; cut t",
        &expect![["
            a start 0,0
            z end 376,0
            history add add add remove
        "]],
    );
}

#[test]
fn the_first_way_out_of_a_choice_is_its_default() {
    check(
        "add choice c 0 0; append c end x; append c end y; default link_2",
        &expect![["
            c choice 0,0
            x end 132,0
            y end 132,88
            link c -[when]-> x
            link_2 c -[otherwise]-> y
            history add add add change
        "]],
    );
}

#[test]
fn the_rules_say_why_not() {
    check(
        "add start a 0 0; add start b 0 0; add end z 0 0; connect z a; connect z z; connect a a; connect a z; connect a z; add action r 0 0; connect r r",
        &expect![["
            ! one_start
            ! start_has_no_way_in
            ! end_has_no_way_out
            ! start_has_no_way_in
            ! no_free_door
            ! leads_to_itself
            a start 0,0
            z end 0,0
            r action 0,0
            link a -> z
            history add add connect add
        "]],
    );
}

#[test]
fn an_outcome_that_goes_takes_its_link_along_and_a_renamed_one_keeps_it() {
    check(
        "add task t 0 0; outcome t refuse; append t end x; append t end y; rename t done yes; drop t refuse",
        &expect![["
            t task 0,0
            x end 188,0
            y end 188,88
            link t -[yes]-> x
            history add change add add rekey change
        "]],
    );
}

#[test]
fn a_drag_of_many_frames_is_one_entry_and_can_be_given_up() {
    check(
        "add task t 0 0; begin; move t 1 0; move t 1 0; move t 2 0; end; begin; move t 50 50; bail",
        &expect![["
            t task 4,0
            history add move
        "]],
    );
}

#[test]
fn typing_a_title_is_one_entry_until_the_box_is_left() {
    check(
        "add task t 0 0; title t A; title t Ab; seal; title t Abc; undo",
        &expect![["
            t task 0,0 Ab
            history add rename | rename
        "]],
    );
}

#[test]
fn a_detached_step_stays_while_its_neighbours_are_connected() {
    check(
        "add start a 0 0; append a task t; append t end z; detach t",
        &expect![["
            a start 0,0
            t task 188,0
            z end 376,0
            link a -> z
            history add add add move
        "]],
    );
}

#[test]
fn an_inserted_step_pushes_what_comes_after_it() {
    check(
        "add start a 0 0; append a task t; append t end z; insert link action m",
        &expect![["
            a start 0,0
            t task 404,0
            z end 592,0
            m action 188,0
            link a -> m
            link_2 t -[done]-> z
            link_3 m -> t
            history add add add insert
        "]],
    );
}

#[test]
fn a_task_made_a_choice_keeps_its_links() {
    check(
        "add start a 0 0; append a task t; outcome t refuse; append t end x; append t end y; become t choice",
        &expect![["
            a start 0,0
            t choice 188,0
            x end 376,0
            y end 376,88
            link a -> t
            link_2 t -[otherwise]-> x
            link_3 t -[when]-> y
            history add add change add add replace
        "]],
    );
}

#[test]
fn tidying_up_twice_changes_nothing() {
    check(
        "add start a 90 0; append a task t; outcome t refuse; append t end x; append t end y; tidy; tidy",
        &expect![["
            a start 84,60
            t task 304,60
            x end 524,60
            y end 524,148
            link a -> t
            link_2 t -[done]-> x
            link_3 t -[refuse]-> y
            history add add change add add tidy
        "]],
    );
}

#[test]
fn a_copy_has_new_keys_and_its_own_links() {
    check(
        "add start a 0 0; append a task t; append t end z; copy a t z",
        &expect![["
            a start 0,0
            t task 188,0
            z end 376,0
            t_2 task 220,32 t
            z_2 end 408,32 z
            link a -> t
            link_2 t -[done]-> z
            link_3 t_2 -[done]-> z_2
            history add add add paste
        "]],
    );
}

#[test]
fn nodes_are_aligned_and_spread_evenly() {
    check(
        "add task a 0 0; add choice b 300 40; add task c 700 20; align top a b c; spread a b c",
        &expect![["
        a task 0,0
        b choice 350,-4
        c task 700,0
        history add add add align distribute
    "]],
    );
}

#[test]
fn the_order_in_which_a_choice_asks_can_be_changed() {
    check(
        "add choice c 0 0; append c end x; append c end y; append c end z; order link_3 0",
        &expect![["
        c choice 0,0
        x end 132,0
        y end 132,88
        z end 132,-88
        link_3 c -[when]-> z
        link c -[otherwise]-> x
        link_2 c -[when]-> y
        history add add add add reorder
    "]],
    );
}

#[test]
fn a_whole_flow_is_tidied_from_left_to_right() {
    check(
        "add start a 0 0; append a task t; outcome t refuse; append t choice c; append t end no; append c action x; \
         append c wait w; append x end yes; connect w t; tidy",
        &expect![["
            a start 84,60
            t task 304,60
            c choice 524,60
            no end 524,152
            x action 744,60
            w wait 744,184
            yes end 964,60
            link a -> t
            link_2 t -[done]-> c
            link_3 t -[refuse]-> no
            link_4 c -[otherwise]-> x
            link_5 c -[when]-> w
            link_6 x -> yes
            link_7 w -> t
            history add add change add add add add add connect tidy
        "]],
    );
}
