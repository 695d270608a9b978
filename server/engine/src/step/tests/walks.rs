//! Walking: tasks, choices, parallels and joins, sub-flows, ends.

use expect_test::expect;

use super::check;

#[test]
fn a_straight_flow_goes_from_step_to_step_and_closes() {
    check(
        "ask task @desk : -> solve
         solve task same:ask : -> end
         end end",
        "0 filed
         5 ann does ask
         9 ann does solve",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            5    ann did ask: done
            5    status in_progress
            5    solve -> ann
            9    ann did solve: done
            9    ended closed
            9    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_choice_takes_the_first_way_that_holds_and_says_why() {
    let flow = "pick choice : when fields.amount > 100 -> boss, script \"fields.level == `gold`\" -> boss, else -> ask
                ask task @desk : -> end
                boss task @second : -> end
                end end";
    check(
        flow,
        "0 filed amount=500",
        expect![[r#"
            0    filed
            0    pick chose boss
            0    boss -> lea
            0    owner lea
            0    = new of lea, boss lea
        "#]],
    );
    check(
        flow,
        "0 filed amount=5 level=gold",
        expect![[r#"
            0    filed
            0    pick chose boss
            0    boss -> lea
            0    owner lea
            0    = new of lea, boss lea
        "#]],
    );
    check(
        flow,
        "0 filed amount=5 level=tin",
        expect![[r#"
            0    filed
            0    pick chose ask
            0    ask -> ann
            0    owner ann
            0    = new of ann, ask ann
        "#]],
    );
}

#[test]
fn the_reason_of_a_choice_names_what_was_asked_and_what_was_seen() {
    use model::trace::Trace;
    let mut office = super::Office::new(
        "pick choice : when fields.amount > 100 -> boss, when fields.level = gold -> boss, else -> end
         boss task @second : -> end
         end end",
    );
    office.play("0 filed amount=5 level=gold");
    let chose = office.steps[0].events.iter().find(|event| event.what.name() == "chose").unwrap();
    let [Trace::Choice(trace)] = chose.traces.as_slice() else { panic!("no choice trace") };
    let asked: Vec<_> = trace.asked.iter().map(|one| (one.held, format!("{:?}", one.seen))).collect();
    assert_eq!(
        asked,
        [
            (false, r#"[("fields.amount", Number(5))]"#.to_owned()),
            (true, r#"[("fields.level", String("gold"))]"#.to_owned())
        ]
    );
    assert!(!trace.otherwise);
    assert_eq!(trace.taken, trace.asked[1].link);
}

#[test]
fn outcomes_lead_round_as_often_as_people_like() {
    check(
        "check task @desk : good -> end, bad -> mend
         mend task @desk : -> check
         end end resolved",
        "0 filed
         1 ann does check bad
         2 bob does mend
         3 ann does check bad
         4 bob does mend
         5 ann does check good",
        expect![[r#"
            0    filed
            0    check -> ann
            0    owner ann
            1    ann did check: bad
            1    status in_progress
            1    mend -> bob
            2    bob did mend: done
            2    check -> ann
            3    ann did check: bad
            3    mend -> bob
            4    bob did mend: done
            4    check -> ann
            5    ann did check: good
            5    ended resolved
            5    = resolved of ann, ended
        "#]],
    );
}

#[test]
fn a_join_waits_for_every_path_the_first_or_so_many() {
    let flow = |join: &str| {
        format!(
            "both parallel : -> a, -> b, -> c
             a task @desk : -> meet
             b task @desk 60m : -> meet
             c task @desk : -> meet
             meet join {join} : -> last
             last task @second : -> end
             end end"
        )
    };
    let happens = "0 filed
                   1 ann does a
                   2 bob does b
                   3 ann does c";
    check(
        &flow(""),
        happens,
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob due 60
            0    c -> ann
            1    ann did a: done
            1    status in_progress
            2    bob did b: done
            3    ann did c: done
            3    last -> lea
            3    = in_progress of ann, last lea
        "#]],
    );
    check(
        &flow("any"),
        "0 filed\n 1 ann does a\n 2 bob does b\n 3 ann does last",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob due 60
            0    c -> ann
            1    ann did a: done
            1    status in_progress
            1    b cancelled
            1    c cancelled
            1    last -> lea
            2    no: the task was already closed
            3    ann did last: done
            3    ended closed
            3    = closed of ann, ended
        "#]],
    );
    check(
        &flow("2"),
        "0 filed\n 1 ann does a\n 2 bob does b\n 90 lea does last",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob due 60
            0    c -> ann
            1    ann did a: done
            1    status in_progress
            2    bob did b: done
            2    c cancelled
            2    last -> lea
            90   lea did last: done
            90   ended closed
            90   = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_join_that_asks_for_more_than_can_come_goes_on_when_all_are_there() {
    check(
        "both parallel : -> a, -> b
         a task @desk : -> meet
         b wait 5m : -> meet
         meet join 9 : -> end
         end end",
        "0 filed
         1 ann does a
         9 tick",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b waits due 5
            1    ann did a: done
            1    status in_progress
            5    b over
            5    ended closed
            9    = closed of ann, ended
        "#]],
    );
}

#[test]
fn a_join_after_nested_parallels_waits_for_all_of_them_in_any_order() {
    let flow = "outer parallel : -> a, -> inner
                a task @desk : -> meet
                inner parallel : -> b, -> c
                b task @desk : -> meet
                c task @desk : -> meet
                meet join : -> end
                end end";
    check(
        flow,
        "0 filed\n 1 ann does b\n 2 ann does c\n 3 ann does a",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            0    c -> ann
            1    ann did b: done
            1    status in_progress
            2    ann did c: done
            3    ann did a: done
            3    ended closed
            3    = closed of ann, ended
        "#]],
    );
    check(
        flow,
        "0 filed\n 1 ann does a\n 2 ann does c\n 3 ann does b",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob
            0    c -> ann
            1    ann did a: done
            1    status in_progress
            2    ann did c: done
            3    ann did b: done
            3    ended closed
            3    = closed of ann, ended
        "#]],
    );
}

#[test]
fn the_end_gives_up_whatever_is_still_under_way() {
    check(
        "both parallel : -> a, -> b, -> c, -> d
         a task @desk : stop -> end
         b task @desk 60m warn:50 : -> end
         c wait 2h : -> end
         d flow other : -> end
         end end cancelled
         flow other
         deep task @second 3h : -> over
         over end",
        "0 filed
         5 ann does a stop
         9 bob does b
         500 tick",
        expect![[r#"
            0    filed
            0    a -> ann
            0    owner ann
            0    b -> bob due 60
            0    c waits due 120
            0    deep -> lea due 180
            5    ann did a: stop
            5    status in_progress
            5    b cancelled
            5    deep cancelled
            5    ended cancelled
            9    no: the flow of this ticket is over
            500  = cancelled of ann, ended
        "#]],
    );
}

#[test]
fn a_sub_flow_runs_inside_the_same_run_and_comes_back() {
    check(
        "ask task @desk : -> call
         call flow other : -> again
         again flow other : -> end
         end end
         flow other
         both parallel : -> deep, -> wide
         deep task @desk : -> over
         wide task same:deep : -> over
         over end cancelled",
        "0 filed
         1 ann does ask
         2 bob does deep
         3 ann does deep
         4 ann does wide",
        expect![[r#"
            0    filed
            0    ask -> ann
            0    owner ann
            1    ann did ask: done
            1    status in_progress
            1    deep -> bob
            1    wide -> nobody
            2    bob did deep: done
            2    wide cancelled
            2    deep -> ann
            2    wide -> nobody
            3    ann did deep: done
            3    wide cancelled
            3    ended closed
            4    no: the flow of this ticket is over
            4    = closed of ann, ended
        "#]],
    );
}

#[test]
fn the_progress_strip_follows_the_usual_way() {
    use crate::program::progress;
    let mut office = super::Office::new(
        "ask task @desk : good -> pick, odd -> look
         look task @desk : -> ask
         pick choice : when fields.big = true -> boss, else -> last
         boss task @second : -> last
         last task @desk : -> end
         end end",
    );
    let mut strip = |happens: &str| {
        office.play(happens);
        let run = office.case.run.clone().unwrap();
        let steps = progress(&office.world.main().1, &run);
        steps.iter().map(|step| format!("{} {:?}", step.node, step.state)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(strip("0 filed"), "ask Now, boss Ahead, last Ahead");
    assert_eq!(strip("1 ann does ask odd"), "ask Done, look Now, boss Ahead, last Ahead");
    assert_eq!(strip("2 ann does look\n 3 ann does ask good"), "ask Done, boss Ahead, last Now");
    assert_eq!(strip("4 ann does last"), "ask Done, last Done");
}
